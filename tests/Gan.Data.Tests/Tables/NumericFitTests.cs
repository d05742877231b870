using TorchSharp;

namespace Gan.Data.Tests.Tables;

public sealed class NumericFitTests : TableTest
{
    [Theory]
    [InlineData(1e9)]
    [InlineData(1e12)]
    [InlineData(4e15)]
    public void A_small_spread_far_from_zero_keeps_its_digits(double offset)
    {
        // 0 … 999 beyond the offset: the mean is 499.5 beyond, the variance (1000² - 1) / 12.
        var text = "x\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"{(decimal)offset + i}\n"));
        var column = Fit(text);
        column.Mean.Should().BeApproximately(offset + 499.5, 288e-9, "a float32 shows no more of the scaled number");
        column.Deviation.Should().BeApproximately(Math.Sqrt(999_999 / 12.0), 1e-10);
    }

    [Theory]
    [InlineData("1e-200", "3e-200", 2e-200, 1e-200)]
    [InlineData("1e200", "3e200", 2e200, 1e200)]
    [InlineData("5e-324", "1.5e-323", 1e-323, 5e-324)]
    [InlineData("1.5e308", "1.7e308", 1.6e308, 1e307)]
    public void Squares_that_no_double_holds_are_not_needed(string low, string high, double mean, double deviation)
    {
        var column = Fit($"x\n{low}\n{high}\n");
        (column.Mean / mean).Should().BeApproximately(1, 1e-12);
        (column.Deviation / deviation).Should().BeApproximately(1, 1e-12);
    }

    [Theory]
    [InlineData(0.001, 0)]
    [InlineData(12.5, 40)]
    [InlineData(3e5, -1e6)]
    public void An_ordinary_column_has_the_bits_of_the_plain_formulas(double scale, double offset)
    {
        // A training that was begun on them goes on with the same samples.
        var random = new Random(3);
        double[] numbers = [.. Enumerable.Range(0, 5000).Select(_ => offset + (scale * random.NextDouble()))];
        var column = Fit("x\n" + string.Concat(numbers.Select(number => FormattableString.Invariant($"{number:R}\n"))));
        var mean = numbers.Sum(number => number / numbers.Length);
        column.Mean.Should().Be(mean);
        column
            .Deviation.Should()
            .Be(Math.Sqrt(numbers.Sum(number => (number - mean) * (number - mean) / numbers.Length)));
    }

    [Fact]
    public void Differences_beyond_the_doubles_are_refused() =>
        Refuse(
            "x\n-1e308\n1e308\n",
            new TableOptions { Scaling = NumericScaling.Standard },
            "expected numbers in column 'x' whose differences a double holds, but found *"
        );

    [Fact]
    public void A_stored_column_of_one_value_with_a_rounding_error_for_its_deviation_is_zero()
    {
        const string Json = """
            {"columns":[{"kind":"numeric","name":"x","missing":"Error","scaling":"Standard","min":0.1,"max":0.1,
            "mean":0.09999999999999999,"deviation":1.3877787807814457E-17,"decimals":1}],"missingMarks":[],
            "hasHeader":true}
            """;
        var encoding = TableEncoding.Load(folder.Write("old.json", System.Text.Encoding.UTF8.GetBytes(Json)));
        (encoding.DecimalSeparator, encoding.ThousandsSeparator).Should().Be(('.', null));
        Samples(CsvTable.Load(Write("x\n0.1\n7\n"), encoding)).Should().Equal(0, 0);
    }

    [Fact]
    public void Whole_numbers_that_no_double_holds_are_said()
    {
        var table = CsvTable.Load(Write("id,x\n1,1\n9007199254740992,2\n9007199254740993,3\n"));
        table
            .Notes.Should()
            .ContainSingle()
            .Which.Should()
            .Be(
                "Whole numbers beyond 2^53 are rounded to the nearest double, as '9007199254740993' in column 'id', "
                    + "row 3 (line 4). State identifiers as Ignored in TableOptions.Columns."
            );
        CsvTable.Load(Write("id\n1\n9007199254740994\n9007199254740992\n")).Notes.Should().BeEmpty();
    }

    [Fact]
    public void Large_whole_numbers_are_written_back_without_an_exponent()
    {
        var encoding = CsvTable.Load(Write("id,x\n100000000000000000,0.00001\n300000000000000000,0.00003\n")).Encoding;
        using var ends = torch.tensor(
            new float[,]
            {
                { -1, -1 },
                { 1, 1 },
            }
        );
        var rows = encoding.Decode(ends);
        rows[0].Should().Equal("100000000000000000", "0.00001");
        rows[1].Should().Equal("300000000000000000", "0.00003");
    }

    private NumericColumn Fit(string text) =>
        (NumericColumn)
            CsvTable
                .Load(Write(text), new TableOptions { Scaling = NumericScaling.Standard })
                .Encoding.Columns.Single();
}
