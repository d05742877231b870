using System.CommandLine;
using Gan.Tool.Commands;

namespace Gan.Tool.Tests;

/// <summary>docs/tool.md and README.md: every line is understood, and every option stands there.</summary>
public sealed class PageTests
{
    private static readonly string[] Pages =
    [
        "docs/tool.md",
        "README.md",
        "docs/getting-started.md",
        "docs/gallery.md",
    ];

    public static TheoryData<string> Lines => [.. Pages.SelectMany(Commands).Distinct()];

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "Gan.Net.sln")))
            {
                folder = folder.Parent;
            }
            return folder.FullName;
        }
    }

    private static IEnumerable<string> Commands(string page) =>
        File.ReadLines(Path.Combine(Root, page))
            .Where(line => line.StartsWith("gan ", StringComparison.Ordinal))
            .Select(line => line["gan ".Length..].Split(" >")[0].Split(" #")[0].Trim());

    [Theory, MemberData(nameof(Lines))]
    public void A_line_of_the_page_is_understood_down_to_its_settings(string line)
    {
        var root = GanTool.Root(new ToolConsole(TextWriter.Null, TextWriter.Null));
        var parsed = root.Parse(line);
        parsed.Errors.Should().BeEmpty();
        if (!line.StartsWith("train", StringComparison.Ordinal) || line.Contains("--config"))
        {
            return;
        }
        var train = new Command("train");
        var options = new TrainingLine(train, Gan.Tool.Configuration.ConfigMap.Empty);
        train.TreatUnmatchedTokensAsErrors = false; // --resume and the like are the command's own
        var read = () => options.Read(train.Parse(line["train".Length..]), new System.Collections.Hashtable());
        read.Should().NotThrow();
    }

    [Fact]
    public void Every_option_stands_on_the_page()
    {
        var page = File.ReadAllText(Path.Combine(Root, "docs/tool.md"));
        var options = GanTool
            .Root(new ToolConsole(TextWriter.Null, TextWriter.Null))
            .Subcommands.SelectMany(command => command.Options.Select(option => $"gan {command.Name} … {option.Name}"));
        options.Where(option => !page.Contains(option.Split(' ')[^1])).Should().BeEmpty();
    }

    [Fact]
    public void The_file_of_settings_on_the_page_is_read()
    {
        using var folder = new TemporaryFolder();
        var page = File.ReadAllText(Path.Combine(Root, "docs/tool.md"));
        var yaml = page.Split("```yaml\n")[1].Split("```")[0];
        var path = folder.Write("gan.yaml", yaml);
        var settings = Gan.Tool.Configuration.ConfigBinder.Bind<Gan.Tool.Configuration.RunSettings>(
            Gan.Tool.Configuration.ConfigText.ReadFile(path)
        );
        settings.Training.BatchSize.Should().Be(16);
        settings.Checkpoints.Every.Should().Be(1000);
    }
}
