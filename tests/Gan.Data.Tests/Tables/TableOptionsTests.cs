namespace Gan.Data.Tests.Tables;

public sealed class TableOptionsTests : TableTest
{
    [Fact]
    public void Options_that_cannot_be_are_refused()
    {
        FluentActions
            .Invoking(() =>
                CsvTable.Load(
                    "x",
                    new TableOptions { Columns = { ["a"] = ColumnKind.Label, ["b"] = ColumnKind.Label } }
                )
            )
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("A table has at most one label, but 'a' and 'b' are stated.*");
        FluentActions
            .Invoking(() =>
                CsvTable.Load("x", new TableOptions { Columns = { ["a"] = new(ColumnKind.Label, MissingValues.Fill) } })
            )
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("Missing cells of the Label column 'a' cannot follow Fill.*");
        FluentActions
            .Invoking(() => CsvTable.Load("x", new TableOptions { MaxCategories = 0 }))
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("MaxCategories must be at least 1, but was 0.*");
    }

    [Fact]
    public void Settings_that_are_none_are_refused_by_name()
    {
        var path = Write("x,y\n1,a\n2,b\n");
        (TableOptions Options, string Name)[] bad =
        [
            (new() { Columns = null! }, "Columns"),
            (new() { Columns = new() { ["x"] = null! } }, "Columns"),
            (new() { MissingMarks = null! }, "MissingMarks"),
            (new() { MissingMarks = [null!] }, "MissingMarks"),
            (new() { Encoding = null! }, "Encoding"),
            (new() { Missing = (MissingValues)9 }, "Missing"),
            (new() { Scaling = (NumericScaling)9 }, "Scaling"),
            (new() { OneHot = (OneHotCode)9 }, "OneHot"),
        ];
        foreach ((var options, var name) in bad)
        {
            FluentActions
                .Invoking(() => CsvTable.Load(path, options))
                .Should()
                .Throw<GanConfigurationException>()
                .WithMessage($"TableOptions.{name} must not be null, hold null or be a value beyond the enumeration.*");
        }

        var encoding = CsvTable.Load(path).Encoding;
        foreach (var separator in "\"\r\n\0é")
        {
            FluentActions
                .Invoking(() => CsvTable.Load(path, new TableOptions { Separator = separator }))
                .Should()
                .Throw<GanConfigurationException>()
                .WithMessage($"The separator must be an ASCII character *, but was U+{(int)separator:X4}.*");
            FluentActions
                .Invoking(() => CsvTable.Load(path, encoding, separator))
                .Should()
                .Throw<ArgumentException>()
                .WithParameterName("separator");
        }
    }
}
