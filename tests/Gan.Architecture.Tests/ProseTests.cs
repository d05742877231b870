using System.Text.RegularExpressions;
using Gan.Losses;
using Sentences;

namespace Gan.Architecture.Tests;

/// <summary>Pages that a stranger reads without stumbling: short sentences, narrow tables, lists that are
/// whole.</summary>
public sealed partial class ProseTests
{
    // The numbers of eng/sentences.sh; docs of the libraries that are easiest to read have 22.
    private const int P90OfAll = 25;
    private const int P90OfPage = 28;
    private const int WidestRow = 160;

    public static TheoryData<string> Pages => [.. Page.All(Repository.Root)];

    [Fact]
    public void Nine_sentences_in_ten_have_at_most_25_words() =>
        Lengths.Of(Page.All(Repository.Root).SelectMany(Read)).P90.Should().BeLessThanOrEqualTo(P90OfAll);

    [Theory, MemberData(nameof(Pages))]
    public void Nine_sentences_in_ten_of_a_page_have_at_most_28_words(string page) =>
        Lengths
            .Of(Read(page))
            .P90.Should()
            .BeLessThanOrEqualTo(P90OfPage, "`eng/sentences.sh {0}` lists the long ones of {1}", P90OfPage, page);

    [Fact]
    public void A_sentence_is_counted_without_its_code_and_addresses()
    {
        var sentences = Page.Split([
            "# A heading",
            "See [the page](docs/a-page.md) of Adam et al. 2014. `new X(1, 2)` makes",
            "one.",
            "| a | table. Of cells. |",
            "```csharp",
            "var code = 1; // No sentence. At all.",
            "```",
            "- **An item** is one",
        ]);
        sentences.Select(sentence => sentence.Words).Should().Equal(8, 3, 4);
        sentences.Select(sentence => sentence.Line).Should().Equal(2, 2, 8);
    }

    /// <summary>A row that is wider is read by nobody. Code counts in all tables but the catalogue's.</summary>
    [Theory, MemberData(nameof(Pages))]
    public void A_row_of_a_table_fits_a_screen(string page)
    {
        var withoutCode = page == "docs/catalogue.md";
        Repository
            .Lines(page)
            .Where(line => line.StartsWith('|'))
            .Select(row => Link().Replace(withoutCode ? Code().Replace(row, "") : row, "$1"))
            .Where(row => row.Length > WidestRow)
            .Should()
            .BeEmpty("a row of {0} has at most {1} characters, addresses not counted", page, WidestRow);
    }

    [Theory, MemberData(nameof(Pages))]
    public void A_table_has_at_most_six_columns(string page) =>
        Rows(page)
            .Where(row => Code().Replace(row, "").Count(sign => sign == '|') > 7)
            .Should()
            .BeEmpty("a number stands in a cell of its own, and seven of them are two tables");

    [Fact]
    public void The_index_has_every_decision_with_its_title()
    {
        var decisions = Repository
            .Files("docs/decisions", "0*.md")
            .Select(file => (Name: Path.GetFileName(file), Heading: Repository.Lines(file)[0]));
        Rows("docs/decisions/README.md")
            .Where(row => row.StartsWith("| [", StringComparison.Ordinal))
            .Should()
            .Equal(
                decisions.Select(d => $"| [{d.Name[..4]}]({d.Name}) | {d.Heading[(d.Heading.IndexOf(':') + 2)..]} |"),
                "the index follows the files"
            );
    }

    [Fact]
    public void The_index_of_the_lab_has_every_page() =>
        Rows("docs/lab/README.md")
            .SelectMany(row => Address().Matches(row).Select(match => match.Groups[1].Value))
            .Should()
            .BeEquivalentTo(Repository.Files("docs/lab", "2*.md").Select(Path.GetFileName));

    [Fact]
    public void The_page_on_penalties_lists_all_that_a_penalty_sees()
    {
        var members = typeof(PenaltyContext).GetProperties().Select(property => property.Name);
        Rows("docs/adding-a-penalty.md")
            .Select(row => row.Split('|')[1])
            .SelectMany(cell => Code().Matches(cell).Select(match => match.Value.Trim('`')))
            .Should()
            .BeEquivalentTo(members);
    }

    private static IReadOnlyList<Sentence> Read(string page) => Page.Read(Path.Combine(Repository.Root, page));

    private static IEnumerable<string> Rows(string page) => Repository.Lines(page).Where(line => line.StartsWith('|'));

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\]\(([^)]*)\)")]
    private static partial Regex Address();
}
