namespace Gan.Architecture.Tests;

/// <summary>Files that can be read in one go.</summary>
public sealed class SizeTests
{
    [Fact]
    public void No_source_file_is_longer_than_300_lines() =>
        Longer(300, new[] { "src", "tests", "samples", "benchmarks" }.SelectMany(Sources)).Should().BeEmpty();

    [Fact]
    public void A_sample_is_one_file_of_at_most_80_lines()
    {
        foreach (var project in Repository.Files("samples", "*.csproj"))
        {
            Sources(Path.GetDirectoryName(project)!)
                .Should()
                .Equal([$"{Path.GetDirectoryName(project)!.Replace('\\', '/')}/Program.cs"]);
        }
        Longer(80, Sources("samples")).Should().BeEmpty();
    }

    [Fact]
    public void The_main_path_reads_in_150_lines() =>
        Longer(
                150,
                [
                    .. Repository.Files("src/Gan.Core", "GanTrainer.cs"),
                    .. Repository.Files("src/Gan.Core", "AdversarialStep.cs"),
                ]
            )
            .Should()
            .BeEmpty();

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
