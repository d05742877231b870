namespace Gan.Metrics.Tests.Tables;

public sealed class TablePageTests
{
    [Fact]
    public void The_page_is_one_file_with_all_names_that_runs_nothing()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.html");
        ComparedTables.Compared.SaveHtml(path, "A <b>title</b>");
        var page = File.ReadAllText(path);
        File.Delete(path);
        page.Should().Contain("A &lt;b&gt;title&lt;/b&gt;").And.Contain(">word: ").And.NotContain("<script");
        page.Should().NotContain("http").And.EndWith("</html>\n");
        page.Split("<svg").Should().HaveCount(4, "there are three columns");
    }
}
