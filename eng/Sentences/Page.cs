using System.Text.RegularExpressions;

namespace Sentences;

/// <summary>
/// The sentences of a Markdown page. Code blocks, tables, headings and pictures are none; a link counts with its text
/// alone, and a piece of code as one word.
/// </summary>
internal sealed partial class Page
{
    private readonly List<string> paragraph = [];
    private readonly List<Sentence> sentences = [];
    private int begins;

    private Page() { }

    /// <summary>The pages that are measured: paths from the root of the repository.</summary>
    public static IReadOnlyList<string> All(string root) =>
        [
            .. new[] { "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "benchmarks/README.md" }.Where(page =>
                File.Exists(Path.Combine(root, page))
            ),
            .. Directory
                .EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];

    public static IReadOnlyList<Sentence> Read(string file) => Split(File.ReadAllLines(file));

    public static IReadOnlyList<Sentence> Split(IReadOnlyList<string> lines)
    {
        var page = new Page();
        var inCode = false;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Trim();
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inCode = !inCode;
                page.EndParagraph();
            }
            else if (!inCode)
            {
                page.Add(line, i + 1);
            }
        }
        page.EndParagraph();
        return page.sentences;
    }

    private void Add(string line, int number)
    {
        if (line.Length == 0 || line[0] is '|' or '#' or '<')
        {
            EndParagraph();
            return;
        }
        if (ListItem().Match(line) is { Success: true } item)
        {
            EndParagraph();
            line = line[item.Length..];
        }
        if (paragraph.Count == 0)
        {
            begins = number;
        }
        paragraph.Add(line);
    }

    private void EndParagraph()
    {
        var text = string.Join(' ', paragraph);
        paragraph.Clear();
        text = Picture().Replace(text, "");
        text = Link().Replace(text, "$1");
        text = Code().Replace(text, "Code");
        foreach (var sentence in End().Split(text.Replace("*", "", StringComparison.Ordinal)))
        {
            var words = sentence.Split(' ').Count(word => word.Any(char.IsLetterOrDigit));
            if (words > 0)
            {
                sentences.Add(new Sentence(begins, words, sentence.Trim()));
            }
        }
    }

    [GeneratedRegex(@"^([-*]|\d+\.) ")]
    private static partial Regex ListItem();

    [GeneratedRegex(@"!\[[^\]]*\]\([^)]*\)")]
    private static partial Regex Picture();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();

    // An abbreviation inside of a sentence ("et al. 2014", "eq. 3") is followed by a digit or a small letter.
    [GeneratedRegex(@"(?<=[.!?][)""]?)\s+(?=[\p{Lu}(""“])")]
    private static partial Regex End();
}
