using System.Globalization;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Tables;

public sealed class TableEncodingTests : IDisposable
{
    private const string Cells =
        "age,height,\"the \"\"city\"\"\",note,class\n"
        + "30,1.75,Bonn,1e-3,yes\n50,1.5,\"Köln, am Rhein\",2.5,no\n40,2,Bonn,1000,yes\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(NumericScaling.MinMax, OneHotCode.MinusOneAndOne)]
    [InlineData(NumericScaling.Standard, OneHotCode.ZeroAndOne)]
    public void Samples_lead_back_to_their_rows(NumericScaling scaling, OneHotCode code)
    {
        var table = CsvTable.Load(
            Write(Cells),
            new TableOptions
            {
                Columns = { ["class"] = ColumnKind.Label },
                Scaling = scaling,
                OneHot = code,
            }
        );
        var written = Path.Combine(folder.Path, "rows.csv");
        using var data = table.ToDataset();
        using var indices = Numbers.Indices(0, 1, 2);
        using var batch = data.Read(indices, CPU);
        table.Encoding.WriteCsv(written, batch.Samples, batch.Condition);
        var lines = File.ReadAllLines(written);
        lines.Should().HaveCount(4).And.HaveElementAt(0, "age,height,\"the \"\"city\"\"\",note,class");
        // The notes were written with an exponent, so they are not rounded: a float's seven digits of 1000 are left.
        double[] notes =
        [
            .. lines[1..].Select(line => double.Parse(line.Split(',')[^2], CultureInfo.InvariantCulture)),
        ];
        notes.Zip([0.001, 2.5, 1000], (found, expected) => Math.Abs(found - expected)).Max().Should().BeLessThan(1e-3);
        lines[1..]
            .Select(line => line.Replace($",{line.Split(',')[^2]},", ",…,"))
            .Should()
            .Equal("30,1.75,Bonn,…,yes", "50,1.5,\"Köln, am Rhein\",…,no", "40,2,Bonn,…,yes");
    }

    [Fact]
    public void Numbers_are_clamped_and_rounded_and_the_largest_names_the_category()
    {
        var encoding = CsvTable.Load(Write("n,x,c\n0,0.25,a\n10,0.5,b\n3,0.125,c\n")).Encoding;
        using var samples = torch.tensor(
            new float[,]
            {
                { -0.26f, 7, 0.1f, -0.2f, 0.3f },
                { 9, -1.5f, -2, -1, -3 },
                { 0.13f, 0.1f, 0, 0, 0 },
            }
        );
        var rows = encoding.Decode(samples);
        rows[0].Should().Equal("4", "0.5", "c");
        rows[1].Should().Equal("10", "0.125", "b");
        rows[2]
            .Should()
            .Equal(
                ["6", "0.331", "a"],
                "0.3125 + 0.1 · 0.1875 = 0.33125 has three digits, and of equals the first is taken"
            );
    }

    [Fact]
    public void A_column_of_one_value_is_zero_and_leads_back_to_it()
    {
        foreach (var scaling in Enum.GetValues<NumericScaling>())
        {
            var table = CsvTable.Load(Write("x,y\n7,1\n7,2\n"), new TableOptions { Scaling = scaling });
            using var data = table.ToDataset();
            using var first = Numbers.Indices(0);
            using var batch = data.Read(first, CPU);
            batch.Samples.Floats()[0].Should().Be(0);
            table.Encoding.Decode(batch.Samples)[0].Should().Equal("7", "1");
        }
    }

    [Fact]
    public void An_encoding_survives_its_file()
    {
        var encoding = CsvTable
            .Load(
                Write(Cells),
                new TableOptions
                {
                    Columns = { ["class"] = ColumnKind.Label, ["height"] = new(Scaling: NumericScaling.Standard) },
                }
            )
            .Encoding;
        var path = Path.Combine(folder.Path, "encoding.json");
        encoding.Save(path);
        var loaded = TableEncoding.Load(path);
        loaded.Should().BeEquivalentTo(encoding, options => options.RespectingRuntimeTypes());
        loaded
            .Columns.Select(column => column.GetType())
            .Should()
            .Equal(encoding.Columns.Select(column => column.GetType()));
        using var samples = torch.tensor(
            new float[,]
            {
                { 0.5f, 0.5f, 0, 1, 0.5f },
            }
        );
        using var labels = Numbers.Indices(1);
        loaded.Decode(samples, labels)[0].Should().Equal(encoding.Decode(samples, labels)[0]);
        File.ReadAllText(path).Should().Contain("\"kind\": \"numeric\"").And.Contain("\"scaling\": \"Standard\"");
    }

    [Theory]
    [InlineData("", "the JSON of a table's encoding")]
    [InlineData("{}", "the JSON of a table's encoding")]
    [InlineData("null", "an encoding of at least one column, but found none")]
    [InlineData("""{"columns":[],"missingMarks":[],"hasHeader":true}""", "but found no column of samples")]
    [InlineData(
        """{"columns":[{"kind":"text","name":"x"}],"missingMarks":[],"hasHeader":true}""",
        "the JSON of a table's encoding"
    )]
    [InlineData(
        """
            {"columns":[{"kind":"categorical","name":"x","missing":"Error","oneHot":"ZeroAndOne","categories":["a","a"],
            "mostFrequent":"a"}],"missingMarks":[],"hasHeader":true}
            """,
        "found a category twice in column 'x'"
    )]
    [InlineData(
        """
            {"columns":[{"kind":"numeric","name":"x","missing":"Error","scaling":"MinMax","min":2,"max":1,"mean":1,
            "deviation":0,"decimals":0}],"missingMarks":[],"hasHeader":true}
            """,
        "found values from 2 to 1 about 1 in column 'x'"
    )]
    public void A_file_that_is_no_encoding_is_refused(string json, string message)
    {
        var path = folder.Write("x.json", Encoding.UTF8.GetBytes(json));
        FluentActions
            .Invoking(() => TableEncoding.Load(path))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage($"*{message}*");
    }

    [Fact]
    public void Samples_of_another_table_are_refused()
    {
        var plain = CsvTable.Load(Write("x,y\n1,2\n3,4\n")).Encoding;
        var labelled = CsvTable
            .Load(Write("x,y\n1,2\n3,4\n"), new TableOptions { Columns = { ["y"] = ColumnKind.Label } })
            .Encoding;
        using var one = torch.zeros(2, 1);
        using var two = torch.zeros(2, 2);
        using var nan = torch.tensor(
            new float[,]
            {
                { 0, 0 },
                { 0, float.NaN },
            }
        );
        using var labels = Numbers.Indices(0, 2);
        FluentActions
            .Invoking(() => plain.Decode(one))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Samples of this table have shape [N, 2], but these have [2, 1].*");
        FluentActions
            .Invoking(() => plain.Decode(two, labels))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("This table has no label: pass samples alone.*");
        FluentActions
            .Invoking(() => plain.Decode(nan))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Samples must be finite, but row 1 has NaN at 1.*");
        FluentActions
            .Invoking(() => labelled.Decode(one))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("This table has the label 'y': pass the labels of the samples.*");
        FluentActions
            .Invoking(() => labelled.Decode(one, labels))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Labels must be 2 whole numbers from 0 to 1, but * lie from 0 to 2.*");
    }

    [Fact]
    public void Each_number_of_a_sample_belongs_to_a_column()
    {
        var encoding = CsvTable.Load(Write("a,kind,b\n1,x,5\n2,y,6\n3,z,7\n")).Encoding;
        Enumerable
            .Range(0, encoding.Width)
            .Select(number => encoding.ColumnOf(number).Name)
            .Should()
            .Equal("a", "kind", "kind", "kind", "b");
        FluentActions.Invoking(() => encoding.ColumnOf(5)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => encoding.ColumnOf(-1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private string Write(string text) => folder.Write("table.csv", Encoding.UTF8.GetBytes(text));
}
