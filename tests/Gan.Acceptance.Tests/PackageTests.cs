using System.IO.Compression;

namespace Gan.Acceptance.Tests;

public sealed class PackageTests(PackageFeed feed) : IClassFixture<PackageFeed>
{
    private static readonly string[] Libraries = ["Gan.Torch", "Gan.Losses", "Gan.Data", "Gan.Core", "Gan.Metrics", "Gan.Monitoring"];

    [Fact]
    public void A_program_in_an_empty_folder_trains_with_nothing_but_the_package()
    {
        string folder = Directory.CreateDirectory(Path.Combine(feed.Root, "program")).FullName;
        File.WriteAllText(Path.Combine(folder, "nuget.config"), Sources(feed.Packages));
        File.WriteAllText(Path.Combine(folder, "Program.csproj"), Project);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);

        feed.Dotnet(folder, "build", "-c", "Release", "--nologo");

        feed.Dotnet(folder, "run", "-c", "Release", "--no-build").Trim().Should().EndWith("4,1,28,28");
    }

    [Fact]
    public void Every_package_carries_readme_licence_documentation_symbols_and_repository()
    {
        foreach (string library in Libraries)
        {
            Entries(library, "nupkg").Should().Contain(["README.md", "THIRD-PARTY-NOTICES.md", $"lib/net10.0/{library}.dll", $"lib/net10.0/{library}.xml"]);
            Entries(library, "snupkg").Should().Contain($"lib/net10.0/{library}.pdb");
            Specification(library).Should().Contain($"<license type=\"expression\">{(library == "Gan.Data" ? "MIT AND CC-BY-SA-3.0" : "MIT")}</license>").And.Contain("<readme>README.md</readme>")
                .And.Contain("<repository type=\"git\" url=\"https://github.com/gan-net/Gan.Net");
        }
    }

    [Fact]
    public void Gan_Net_has_no_code_but_brings_all_parts()
    {
        Entries("Gan.Net", "nupkg").Should().NotContain(entry => entry.EndsWith(".dll")).And.Contain("README.md");
        Specification("Gan.Net").Should().Contain("\"Gan.Metrics\"").And.Contain("\"Gan.Monitoring\"");
    }

    [Fact]
    public void The_engine_s_package_carries_source_and_not_a_build_of_the_native_file()
    {
        Entries("Gan.Torch", "nupkg").Should().Contain(["native/gan_torch.cpp", "native/winograd.cpp", "native/images.cpp", "native/lanes.h", "native/convolutions.h", "native/dense.h", "native/build.sh", "buildTransitive/Gan.Torch.targets"])
            .And.NotContain(entry => entry.EndsWith(".so"));
    }

    private List<string> Entries(string package, string kind)
    {
        using ZipArchive archive = ZipFile.OpenRead(PathOf(package, kind));
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    private string Specification(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(PathOf(package, "nupkg"));
        using var reader = new StreamReader(archive.GetEntry($"{package}.nuspec")!.Open());
        return reader.ReadToEnd();
    }

    private string PathOf(string package, string kind) => Directory.GetFiles(feed.Packages, $"{package}.*.{kind}").Should().ContainSingle().Subject;

    // Gan.Net's packages come from this build and nowhere else, however many have the same version.
    private static string Sources(string packages) => $"""
        <configuration>
          <packageSources>
            <clear />
            <add key="build" value="{packages}" />
            <add key="nuget.org" value="https://api.nuget.org/v3/index.json" />
          </packageSources>
          <packageSourceMapping>
            <packageSource key="build"><package pattern="Gan.*" /></packageSource>
            <packageSource key="nuget.org"><package pattern="*" /></packageSource>
          </packageSourceMapping>
        </configuration>
        """;

    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <InvariantGlobalization>true</InvariantGlobalization>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Gan.Net" Version="*-*" />
          </ItemGroup>
        </Project>
        """;

    private const string Program = """
        using Gan;
        using var gan = new GanBuilder().WithDcgan().WithWgangp().WithTraining(new TrainingOptions { Steps = 2, BatchSize = 8 }).Train();
        using var samples = gan.Sample(4);
        Console.WriteLine(string.Join(',', samples.shape));
        """;
}
