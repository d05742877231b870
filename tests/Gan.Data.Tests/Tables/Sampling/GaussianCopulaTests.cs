using System.Globalization;

namespace Gan.Data.Tests;

public sealed class GaussianCopulaTests : IDisposable
{
    private const int Count = 4000;

    private readonly TemporaryFolder folder = new();

    /// <summary>x and y are exponentials of normal numbers with correlation 0.8, z goes against x, and a word follows
    /// x.</summary>
    private CsvTable Table()
    {
        var random = new Random(2);
        var lines = new List<string> { "x,y,z,w" };
        for (var i = 0; i < Count; i++)
        {
            var x = Normal(random);
            var y = (0.8 * x) + (0.6 * Normal(random));
            var z = x < -1.5 ? "" : FormattableString.Invariant($"{-x:0.0}");
            lines.Add(
                FormattableString.Invariant($"{Math.Exp(x):0.000000},{Math.Exp(y):0.000000},{z},{(x > 1 ? "b" : "a")}")
            );
        }
        var path = Path.Combine(folder.Path, "t.csv");
        File.WriteAllLines(path, lines);
        return CsvTable.Load(path, TableOptions.ForCtgan);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    [Fact]
    public void Columns_keep_their_distributions_and_go_together_as_the_normal_scores_do()
    {
        var table = Table();
        var made = GaussianCopula.Fit(table).Sample(Count, seed: 3);
        double[] x = [.. made.Select(row => Math.Log(Number(row[0])))];
        double[] y = [.. made.Select(row => Math.Log(Number(row[1])))];
        x.Average().Should().BeApproximately(0, 0.06);
        x.Average(value => value * value).Should().BeApproximately(1, 0.08);
        // log x and log y are the normal numbers themselves
        x.Zip(y, (a, b) => a * b).Average().Should().BeApproximately(0.8, 0.07);
        made.Average(row => row[2].Length == 0 ? 1 : 0).Should().BeApproximately(0.0668, 0.015);
        made.Average(row => row[3] == "b" ? 1 : 0).Should().BeApproximately(0.1587, 0.02);
        made.Where(row => row[3] == "b").Average(row => Number(row[0])).Should().BeGreaterThan(x.Average(Math.Exp));
    }

    [Fact]
    public void Equal_seeds_give_equal_rows_and_files_have_the_tables_columns()
    {
        var copula = GaussianCopula.Fit(Table());
        copula.Sample(20, 1).Should().BeEquivalentTo(copula.Sample(20, 1), options => options.WithStrictOrdering());
        copula.Sample(20, 1).Should().NotBeEquivalentTo(copula.Sample(20, 2));
        var path = Path.Combine(folder.Path, "made.csv");
        copula.WriteCsv(path, 10);
        File.ReadLines(path).First().Should().Be("x,y,z,w");
        File.ReadLines(path).Should().HaveCount(11);
        copula.Columns.Should().Equal("x", "y", "z", "w");
    }

    [Fact]
    public void One_row_and_no_row_are_refused()
    {
        var path = Path.Combine(folder.Path, "one.csv");
        File.WriteAllText(path, "a,b\n1,2\n");
        var fit = () => GaussianCopula.Fit(CsvTable.Load(path));
        fit.Should().Throw<ArgumentException>().WithMessage("*at least 2 rows, but there are 1*");
        var none = () => GaussianCopula.Fit(Table()).Sample(0);
        none.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Columns_that_are_the_same_or_constant_do_no_harm()
    {
        var path = Path.Combine(folder.Path, "same.csv");
        File.WriteAllLines(path, Enumerable.Range(0, 50).Select(i => $"{i},{i},7,k").Prepend("a,b,c,d"));
        var made = GaussianCopula.Fit(CsvTable.Load(path)).Sample(200);
        made.Should().OnlyContain(row => row[2] == "7" && row[3] == "k");
        made.Average(row => Math.Abs(Number(row[0]) - Number(row[1]))).Should().BeLessThan(1);
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    public void Dispose() => folder.Dispose();
}
