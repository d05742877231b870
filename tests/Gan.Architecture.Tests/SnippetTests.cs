namespace Gan.Architecture.Tests;

/// <summary>
/// Every C# block of README.md and docs/ stands, line for line, in a file that is compiled: a sample, a library source,
/// or the tests in tests/Gan.Acceptance.Tests/Docs, which also run it. So a page cannot show what no longer compiles.
/// </summary>
public sealed class SnippetTests
{
    private static readonly IReadOnlyList<string> Pages = ["README.md", .. Repository.Files("docs", "*.md")];

    private static readonly Lazy<IReadOnlyList<string>> Compiled = new(() =>
        [
            .. new[] { "samples", "src", "tests/Gan.Acceptance.Tests" }
                .SelectMany(f => Repository.Files(f, "*.cs"))
                .Select(f => "\n" + string.Join('\n', Repository.Lines(f).Select(l => l.TrimEnd())) + "\n"),
        ]
    );

    public static TheoryData<string, int> Blocks
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var page in Pages)
            {
                foreach (var (line, _) in CSharp(page))
                {
                    data.Add(page, line);
                }
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Blocks))]
    public void A_block_of_code_on_a_page_stands_in_a_compiled_file(string page, int line)
    {
        var block = CSharp(page).Single(b => b.Line == line).Text;
        Compiled
            .Value.Any(source => Holds(source, block))
            .Should()
            .BeTrue(
                "no compiled file holds the block at {0}:{1} line for line; "
                    + "put it into a sample or into tests/Gan.Acceptance.Tests/Docs. It begins: {2}",
                page,
                line,
                block[0]
            );
    }

    [Fact]
    public void A_block_of_code_begins_at_the_left_margin() =>
        Pages
            .SelectMany(page => CSharp(page).Where(block => block.Text[0].StartsWith(' ')).Select(b => (page, b.Line)))
            .Should()
            .BeEmpty("the page takes off the indentation of the source");

    [Fact]
    public void A_block_of_code_is_code_and_no_example_of_an_XML_comment() =>
        Pages
            .SelectMany(page =>
                CSharp(page).Where(block => block.Text.Any(l => l.Contains("<code>"))).Select(b => (page, b.Line))
            )
            .Should()
            .BeEmpty("a line behind /// does nothing where it is pasted");

    [Fact]
    public void The_pages_show_code() => Blocks.Should().HaveCountGreaterThan(8);

    [Fact]
    public void Links_between_pages_and_files_lead_somewhere()
    {
        foreach (
            var page in Pages.Union([
                "CHANGELOG.md",
                "CONTRIBUTING.md",
                "THIRD-PARTY-NOTICES.md",
                "benchmarks/README.md",
            ])
        )
        {
            foreach (var target in Links(Repository.Read(page)))
            {
                Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, target))
                    .Should()
                    .BeTrue("{0} links to {1}", page, target);
            }
        }
    }

    [Fact]
    public void A_picture_on_a_page_says_in_words_what_it_shows() =>
        Pages.Where(p => Repository.Read(p).Contains("![](")).Should().BeEmpty();

    private static IEnumerable<string> Links(string text) =>
        from piece in text.Split("](").Skip(1)
        let target = piece[..piece.IndexOf(')')].Split('#')[0]
        where target.Length > 0 && !target.Contains("://") && !target.StartsWith("mailto:", StringComparison.Ordinal)
        select target;

    private static List<(int Line, string[] Text)> CSharp(string page)
    {
        var blocks = new List<(int, string[])>();
        var lines = Repository.Lines(page);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].TrimEnd() != "```csharp")
            {
                continue;
            }
            var end = Array.FindIndex(lines, i + 1, l => l.StartsWith("```", StringComparison.Ordinal));
            blocks.Add((i + 1, [.. lines[(i + 1)..end].Select(l => l.TrimEnd())]));
        }
        return blocks;
    }

    // The block may stand deeper in the source than on the page: by the same number of spaces on each line.
    private static bool Holds(string source, string[] block) =>
        Enumerable
            .Range(0, 7)
            .Any(depth =>
                source.Contains(
                    "\n"
                        + string.Join('\n', block.Select(l => l.Length == 0 ? l : new string(' ', 4 * depth) + l))
                        + "\n"
                )
            );
}
