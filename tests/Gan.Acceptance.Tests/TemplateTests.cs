using System.Text.RegularExpressions;

namespace Gan.Acceptance.Tests;

/// <summary><c>dotnet new gan</c>, from its package to the first steps of its program.</summary>
[Collection(nameof(PackageCollection))]
public sealed class TemplateTests(PackageFeed feed)
{
    [Fact]
    public void A_new_project_builds_and_trains_with_the_backend_of_this_system()
    {
        var folder = Directory.CreateDirectory(Path.Combine(feed.Root, "template")).FullName;
        File.WriteAllText(Path.Combine(folder, "nuget.config"), feed.Sources);
        var package = Directory.GetFiles(feed.Packages, "Gan.Templates.*.nupkg").Should().ContainSingle().Subject;
        string[] hive = ["--debug:custom-hive", Path.Combine(folder, "hive")];
        feed.Dotnet(folder, ["new", "install", package, .. hive]);
        feed.Dotnet(folder, ["new", "gan", "-n", "Trial", .. hive]);
        var project = Path.Combine(folder, "Trial");
        var shared = $"-p:RestoreFallbackFolders={PackageFeed.SharedCache}";
        feed.Dotnet(project, "build", "-c", "Release", "--nologo", shared);
        feed.Dotnet(project, "bin/Release/net10.0/Trial.dll", "2").Should().Contain("2/2");
        using (var gan = TrainedGan.Load(Path.Combine(project, "generator.safetensors")))
        {
            gan.Step.Should().Be(2);
        }
        feed.Dotnet(folder, ["new", "gan", "-n", "Cuda", "--backend", "cuda", .. hive]);
        File.ReadAllText(Path.Combine(folder, "Cuda", "Cuda.csproj")).Should().Contain("TorchSharp-cuda-linux");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Its_versions_are_those_of_this_build()
    {
        var template = Text("templates/gan/GanProject.csproj");
        var packages = Text("Directory.Packages.props");
        Versions(template, "LibTorchVersion>(.*?)<")
            .Should()
            .Equal(Of(packages, "TorchSharp-cuda-linux"), Of(packages, "libtorch-cpu-linux-x64"));
        Versions(template, "\"Gan.Net\" Version=\"(.*?)\"")
            .Should()
            .Equal(Versions(Text("Directory.Build.props"), "<Version>(.*?)<"));
    }

    private static string Of(string packages, string name) =>
        Versions(packages, $"Include=\"{name}\" Version=\"(.*?)\"").Single();

    private static IEnumerable<string> Versions(string text, string pattern) =>
        Regex.Matches(text, pattern).Select(match => match.Groups[1].Value);

    private static string Text(string file) => File.ReadAllText(Path.Combine(PackageFeed.Repository, file));
}
