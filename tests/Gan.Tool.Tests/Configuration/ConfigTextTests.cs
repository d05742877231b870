using Gan.Tool.Configuration;

namespace Gan.Tool.Tests.Configuration;

public sealed class ConfigTextTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Fault(string text)
    {
        var path = folder.Write("bad.yaml", text);
        var read = () => ConfigText.ReadFile(path);
        return read.Should().Throw<ToolException>().Which.Message.Replace(path, "FILE", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("training: [1, 2", "FILE:2:1: ")]
    [InlineData("a: 1\na: 2", "FILE:2:1: ")]
    [InlineData("a: b: c", "FILE:1:")]
    [InlineData("a:\n\tb: 1", "FILE:1:1: While scanning a mapping, found invalid tab")]
    [InlineData("- 1", "FILE:1:1: expected settings by name")]
    [InlineData("a: 1\n---\nb: 2", "holds 2 documents")]
    [InlineData("? [1]\n: 2", "FILE:1:3: a setting needs a name.")]
    public void What_is_no_map_of_settings_is_said_with_its_place(string text, string start)
    {
        var fault = Fault(text);
        fault.Should().Contain(start);
        fault.Should().NotContain("\n");
    }

    [Fact]
    public void Aliases_of_aliases_do_not_grow_without_end()
    {
        var lines = new List<string> { "a0: &a0 [x, x, x, x, x, x, x, x, x, x]" };
        for (var i = 1; i < 9; i++)
        {
            lines.Add($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]");
        }
        Fault(string.Join('\n', lines)).Should().Contain("more values than any configuration has");
    }

    [Fact]
    public void JSON_is_read_too_also_with_tabs()
    {
        var path = folder.Write("gan.json", "{\n\t\"training\": {\n\t\t\"steps\": 5\n\t}\n}");
        var steps = ((ConfigMap)ConfigText.ReadFile(path).Find("training")!).Find("steps");
        steps.Should().BeOfType<ConfigScalar>().Which.Text.Should().Be("5");
        steps!.Place.Should().EndWith("gan.json:3:12");
    }

    [Fact]
    public void An_empty_file_says_nothing() =>
        ConfigText.ReadFile(folder.Write("empty.yaml", "# nothing\n")).Entries.Should().BeEmpty();

    [Fact]
    public void A_file_that_is_not_there_is_said_with_the_way_to_one()
    {
        var read = () => ConfigText.ReadFile(folder["none.yaml"]);
        read.Should().Throw<ToolException>().WithMessage("There is no file '*none.yaml'. Write one with*");
    }
}
