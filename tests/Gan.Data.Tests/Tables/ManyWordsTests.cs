namespace Gan.Data.Tests;

public sealed class ManyWordsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private Action Load(TableOptions? options = null)
    {
        var start = new DateOnly(2020, 1, 1);
        var lines = Enumerable
            .Range(0, 300)
            .Select(i => FormattableString.Invariant($"{start.AddDays(i):yyyy-MM-dd},{i},c{i % 3},u{i}@x.org,n{i}"));
        var path = Path.Combine(folder.Path, "t.csv");
        File.WriteAllLines(path, lines.Prepend("day,visits,plan,mail,name"));
        return () => CsvTable.Load(path, options);
    }

    [Fact]
    public void All_columns_of_too_many_words_are_named_at_once_and_dates_are_known() =>
        Load()
            .Should()
            .Throw<DataFormatException>()
            .WithMessage(
                "*column 'day', but found 300. Write dates as numbers, such as days since the first, or state the "
                    + "column as Ignored*The same goes for 'mail', 'name'."
            );

    [Fact]
    public void Columns_that_are_stated_are_left_alone()
    {
        var columns = new Dictionary<string, ColumnOptions>
        {
            ["day"] = ColumnKind.Ignored,
            ["name"] = ColumnKind.Ignored,
        };
        Load(new TableOptions { Columns = columns })
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("*column 'mail', but found 300. State the column as Ignored*TableOptions.Columns.");
    }

    public void Dispose() => folder.Dispose();
}
