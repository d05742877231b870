using System.Xml.Linq;

namespace Gan.Architecture.Tests;

/// <summary>The picture of the rooms shows what is there; `dotnet run eng/architecture.cs` draws it anew.</summary>
public sealed class PictureTests
{
    private static readonly XDocument Picture = XDocument.Parse(Repository.Read("docs/images/architecture.svg"));

    private static readonly IReadOnlyList<string> Projects = Repository.Files("src", "*.csproj");

    [Fact]
    public void It_shows_every_room() =>
        Shown("data-room")
            .Should()
            .BeEquivalentTo(Projects.Select(Path.GetFileNameWithoutExtension), "dotnet run eng/architecture.cs");

    [Fact]
    public void It_has_an_arrow_for_every_reference_and_no_other() =>
        Picture
            .Descendants()
            .Where(element => element.Attribute("data-from") is not null)
            .Select(arrow => $"{arrow.Attribute("data-from")!.Value} → {arrow.Attribute("data-to")!.Value}")
            .Should()
            .BeEquivalentTo(Projects.SelectMany(References), "dotnet run eng/architecture.cs");

    [Fact]
    public void The_page_beside_it_has_a_row_for_every_room() =>
        Repository
            .Lines("docs/architecture.md")
            .Where(line => line.StartsWith("| `Gan.", StringComparison.Ordinal))
            .Select(row => row.Split('`')[1])
            .Should()
            .BeEquivalentTo(Projects.Select(Path.GetFileNameWithoutExtension));

    private static IEnumerable<string> Shown(string attribute) =>
        Picture.Descendants().Select(element => (string?)element.Attribute(attribute)).OfType<string>();

    private static IEnumerable<string> References(string project) =>
        XDocument
            .Parse(Repository.Read(project))
            .Descendants("ProjectReference")
            .Select(reference => ((string)reference.Attribute("Include")!).Replace('\\', '/'))
            .Select(path => $"{Path.GetFileNameWithoutExtension(project)} → {Path.GetFileNameWithoutExtension(path)}");
}
