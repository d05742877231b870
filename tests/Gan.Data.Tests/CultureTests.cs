using Gan.Data.Tests.Images;
using static TorchSharp.torch;

namespace Gan.Data.Tests;

/// <summary>Data are read, sorted, named and written the same under each culture.</summary>
public sealed class CultureTests : IDisposable
{
    private const string Cells =
        "height,age,class,city\n-1.75,3,I,İzmir\n2.5e-3,-40,i,istanbul\n1000.125,50,İ,Ilgaz\n0.5,7,ı,izmir\n";

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => Cultures.All;

    public void Dispose() => folder.Dispose();

    private string At(string name) => Path.Combine(folder.Path, name);

    [Theory, MemberData(nameof(Names))]
    public void A_table_is_read_sorted_stored_and_written_the_same(string culture)
    {
        var expected = Cultures.Under("", Tables);
        Cultures.Under(culture, Tables).Should().Equal(expected);
        expected.Should().HaveElementAt(0, "I, i, İ, ı", "the order of the characters' codes");
        expected[^1].Should().Contain("-1.75,3,I,İzmir");
    }

    // Order of the labels, the numbers that networks see, the stored encoding, and the rows that lead back.
    private string[] Tables()
    {
        var (from, to, stored) = (At("cells.csv"), At("rows.csv"), At("encoding.json"));
        File.WriteAllText(from, Cells);
        var table = CsvTable.Load(from, new TableOptions { Columns = { ["class"] = ColumnKind.Label } });
        using var data = table.ToDataset();
        using var indices = Numbers.Indices(0, 1, 2, 3);
        using var batch = data.Read(indices, CPU);
        table.Encoding.Save(stored);
        TableEncoding.Load(stored).WriteCsv(to, batch.Samples, batch.Condition);
        var labels = table.Encoding.Columns.OfType<LabelColumn>().Single().Classes;
        var numbers = batch.Samples.Floats().Select(number => $"{number:R}");
        return [string.Join(", ", labels), string.Join(' ', numbers), File.ReadAllText(stored), File.ReadAllText(to)];
    }

    [Theory, MemberData(nameof(Names))]
    public void A_folder_is_listed_the_same_and_endings_are_told_without_their_case(string culture)
    {
        foreach (var file in new[] { "I/IMAGE.BMP", "i/a.bmp", "I/İ.Bmp", "i/ı.bMp", "10/b.bmp", "9/B.BMP" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At(file))!);
            File.WriteAllBytes(At(file), Bmp.Of(0, 255, 51));
        }
        var expected = Cultures.Under("", Folder);
        Cultures.Under(culture, Folder).Should().Be(expected);
        expected.Should().Be("10, 9, I, i: 10/b.bmp 9/B.BMP I/IMAGE.BMP I/İ.Bmp i/a.bmp i/ı.bMp");
    }

    private string Folder()
    {
        using var images = ImageFolder.Load(folder.Path, Bmp.Small);
        return $"{string.Join(", ", images.ClassNames)}: {string.Join(' ', images.Files)}";
    }

    [Theory, MemberData(nameof(Names))]
    public void An_array_file_and_a_name_are_the_same(string culture)
    {
        Cultures
            .Under(culture, Array)
            .Should()
            .Be(Cultures.Under("", Array))
            .And.Contain("RandomFlip { Horizontal = 0.25");
    }

    private string Array()
    {
        var path = At("array.npy");
        using var values = arange(12, dtype: ScalarType.Float32).view(2, 1, 2, 3).div(16);
        NpyFile.Write(path, values);
        using var data = NumpyDataset.Load(path);
        var flipped = data.WithAugmentation(new RandomFlip(0.25));
        return $"{flipped.Name} {Convert.ToHexString(File.ReadAllBytes(path))}";
    }

    [Theory, MemberData(nameof(Names))]
    public void A_refusal_is_the_same(string culture)
    {
        Cultures.Under(culture, Refusal).Should().Be(Cultures.Under("", Refusal)).And.Contain("-0.25");

        static string Refusal() => new RandomFlip(-0.25).Problems().Single().ToString();
    }
}
