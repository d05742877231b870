using System.IO.Compression;

namespace Gan.Acceptance.Tests;

[Collection(nameof(PackageCollection))]
public sealed class PackageTests(PackageFeed feed)
{
    private static readonly string[] Libraries =
    [
        .. Directory
            .GetDirectories(Path.Combine(PackageFeed.Repository, "src"))
            .Select(f => Path.GetFileName(f)!)
            // One is compiled into each of them; the other is a program, which eng/tool.sh packs.
            .Where(f => f is not ("Shared" or "Gan.Tool")),
    ];

    [Fact]
    public void Every_package_carries_readme_licence_documentation_symbols_and_repository()
    {
        Libraries
            .Should()
            .Contain([
                "Gan.Backend",
                "Gan.Losses",
                "Gan.Data",
                "Gan.Networks",
                "Gan.Core",
                "Gan.Games",
                "Gan.Metrics",
                "Gan.Monitoring",
                "Gan.Runtime",
                "Gan.Distributed",
                "Gan.Onnx",
                "Gan.Serving",
            ]);
        foreach (var library in Libraries)
        {
            Entries(library, "nupkg")
                .Should()
                .Contain([
                    "README.md",
                    "THIRD-PARTY-NOTICES.md",
                    $"lib/net10.0/{library}.dll",
                    $"lib/net10.0/{library}.xml",
                ]);
            Entries(library, "snupkg").Should().Contain($"lib/net10.0/{library}.pdb");
            var licence = library == "Gan.Data" ? "MIT AND CC-BY-SA-3.0" : "MIT";
            Specification(library)
                .Should()
                .Contain($"<license type=\"expression\">{licence}</license>")
                .And.Contain("<readme>README.md</readme>")
                .And.Contain("<repository type=\"git\" url=\"https://github.com/gan-net/Gan.Net");
        }
    }

    [Fact]
    public void The_readme_of_a_package_leads_to_no_file_that_is_not_there()
    {
        foreach (var library in Libraries)
        {
            using var archive = ZipFile.OpenRead(PathOf(library, "nupkg"));
            using var reader = new StreamReader(archive.GetEntry("README.md")!.Open());
            reader.ReadToEnd().Should().StartWith("# Gan.Net").And.NotContain("](", "links and pictures lead nowhere");
        }
    }

    [Fact]
    public void Gan_Net_brings_all_parts() =>
        Specification("Gan.Net")
            .Should()
            .Contain("\"Gan.Games\"")
            .And.Contain("\"Gan.Metrics\"")
            .And.Contain("\"Gan.Monitoring\"")
            .And.Contain("\"Gan.Kernels\"");

    [Fact]
    public void No_package_carries_native_files_or_chooses_a_backend()
    {
        foreach (var library in Libraries)
        {
            Entries(library, "nupkg")
                .Should()
                .NotContain(entry =>
                    entry.EndsWith(".so") || entry.EndsWith(".dylib") || entry.StartsWith("runtimes/")
                );
            Specification(library)
                .Should()
                .NotContainEquivalentOf("libtorch-")
                .And.NotContainEquivalentOf("TorchSharp-");
        }
    }

    [Fact]
    public void The_package_of_the_backend_brings_what_is_compiled_into_programs() =>
        Entries("Gan.Backend", "nupkg")
            .Should()
            .Contain(["buildTransitive/Gan.Backend.targets", "buildTransitive/GanBackendInitializer.cs"]);

    private List<string> Entries(string package, string kind)
    {
        using var archive = ZipFile.OpenRead(PathOf(package, kind));
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    private string Specification(string package)
    {
        using var archive = ZipFile.OpenRead(PathOf(package, "nupkg"));
        using var reader = new StreamReader(archive.GetEntry($"{package}.nuspec")!.Open());
        return reader.ReadToEnd();
    }

    private string PathOf(string package, string kind) =>
        Directory.GetFiles(feed.Packages, $"{package}.*.{kind}").Should().ContainSingle().Subject;
}
