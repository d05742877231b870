namespace Gan.Data.Tests.Tables;

public sealed class TableJsonTests : TableTest
{
    [Fact]
    public void An_encoding_is_the_same_as_text_and_as_a_file()
    {
        var encoding = CsvTable.Load(Write("x,c\n1,a\n2,b\n,a\n9,a\n"), TableOptions.ForCtgan).Encoding;
        var read = TableJson.Read(TableJson.Write(encoding), "the text");
        read.Should().BeEquivalentTo(encoding, options => options.RespectingRuntimeTypes());
        encoding.Save(folder.Path + "/encoding.json");
        File.ReadAllText(folder.Path + "/encoding.json").Should().Be(encoding.ToJson());
    }

    [Theory]
    [InlineData("[1]", "1 counts of 2 categories")]
    [InlineData("[1, -1]", "2 counts of 2 categories")]
    public void Counts_that_cannot_be_are_refused(string counts, string problem)
    {
        var json = $$"""
            {"columns":[{"kind":"categorical","name":"c","missing":"Error","oneHot":"ZeroAndOne","categories":["a","b"],
            "mostFrequent":"a","counts":{{counts}}}],"missingMarks":[],"hasHeader":true}
            """;
        var read = () => TableJson.Read(json, "the text");
        read.Should().Throw<DataFormatException>().WithMessage($"the text: *found {problem} in column 'c'*");
    }

    [Fact]
    public void An_encoding_of_an_earlier_version_has_no_counts()
    {
        const string Json = """
            {"columns":[{"kind":"categorical","name":"c","missing":"Error","oneHot":"ZeroAndOne","categories":["a","b"],
            "mostFrequent":"a"}],"missingMarks":[],"hasHeader":true}
            """;
        var read = (CategoricalColumn)TableJson.Read(Json, "the text").Columns[0];
        read.Counts.Should().BeNull();
    }
}
