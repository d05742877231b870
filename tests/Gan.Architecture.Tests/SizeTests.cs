using System.Text.RegularExpressions;

namespace Gan.Architecture.Tests;

/// <summary>Files that can be read in one go.</summary>
public sealed partial class SizeTests
{
    [Fact]
    public void No_source_file_is_longer_than_300_lines() =>
        Longer(300, new[] { "src", "tests", "samples", "benchmarks" }.SelectMany(Sources)).Should().BeEmpty();

    // What is no GAN stands beside it: the table that is trained on.
    private static readonly string[] Beside = ["samples/Ctgan/Orders.cs", "samples/Table/Trees.cs"];

    [Fact]
    public void A_sample_is_one_file_of_at_most_80_lines()
    {
        foreach (var project in Repository.Files("samples", "*.csproj"))
        {
            var folder = Path.GetDirectoryName(project)!.Replace('\\', '/');
            Sources(folder).Except(Beside).Should().Equal([$"{folder}/Program.cs"]);
        }
        Longer(80, Sources("samples").Except(Beside)).Should().BeEmpty();
    }

    [Fact]
    public void The_first_program_that_a_newcomer_opens_has_at_most_40_lines() =>
        Longer(40, ["samples/Quickstart/Program.cs"]).Should().BeEmpty();

    [Fact]
    public void The_trainer_and_every_game_read_in_150_lines()
    {
        var games = Sources("src").Where(file => Game().IsMatch(File.ReadAllText(Path.Combine(Repository.Root, file))));
        games.Should().Contain("src/Gan.Core/Game/Classic/ClassicGame.cs");
        Longer(150, [.. games, .. Repository.Files("src/Gan.Core", "GanTrainer.cs")]).Should().BeEmpty();
    }

    [GeneratedRegex(@"class \w+[^{;]*: IGame\b")]
    private static partial Regex Game();

    [Fact]
    public void A_project_file_has_at_most_15_lines()
    {
        var projects = new[] { "src", "tests", "samples", "benchmarks" }
            .SelectMany(f => Repository.Files(f, "*.csproj"))
            .ToList();
        Longer(15, projects).Should().BeEmpty();
    }

    private static IReadOnlyList<string> Sources(string folder) => Repository.Files(folder, "*.cs");

    private static IEnumerable<string> Longer(int most, IEnumerable<string> files) =>
        files
            .Select(f => (File: f, Count: Repository.Lines(f).Length))
            .Where(f => f.Count > most)
            .Select(f => $"{f.File}: {f.Count} lines, at most {most}");
}
