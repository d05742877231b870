using System.Text;
using Gan.Tool.Data;

namespace Gan.Tool.Tests.Data;

/// <summary>Heads as the format has them: eight bytes of length, then JSON with texts under __metadata__.</summary>
public sealed class SavedFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Written(string head)
    {
        var text = Encoding.UTF8.GetBytes(head);
        var path = folder["a.safetensors"];
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)text.Length), .. text]);
        return path;
    }

    [Theory]
    [InlineData("table.encoding", SavedKind.Table)]
    [InlineData("text.vocabulary", SavedKind.Text)]
    [InlineData("gan.translator", SavedKind.Translator)]
    [InlineData("gan.encoder", SavedKind.Anomaly)]
    [InlineData("other", SavedKind.Generator)]
    public void The_head_says_what_a_file_holds(string name, object kind) =>
        SavedFile
            .KindOf(Written($$"""{"__metadata__":{"gan.networks":"x","{{name}}":"y"} }"""))
            .Should()
            .Be((SavedKind)kind);

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("no JSON")]
    [InlineData("""{"__metadata__":3}""")]
    public void A_head_of_somebody_else_is_none_of_these(string head) =>
        SavedFile.KindOf(Written(head)).Should().Be(SavedKind.Other);
}
