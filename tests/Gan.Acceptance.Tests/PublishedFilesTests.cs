using System.Text.Json;

namespace Gan.Acceptance.Tests;

/// <summary>What 'dotnet publish -r' of the quick start holds for each system, by the list that it works
/// through.</summary>
[Collection(nameof(PackageCollection))]
public sealed class PublishedFilesTests(PackageFeed feed)
{
    private static readonly string[] Endings = [".so", ".dll", ".dylib"];

    [Theory]
    [InlineData(
        "linux-x64",
        ".so",
        "libtorch_cpu.so",
        "libtorch.so",
        "libc10.so",
        "libLibTorchSharp.so",
        "libvips.so.42"
    )]
    [InlineData(
        "win-x64",
        ".dll",
        "torch_cpu.dll",
        "torch.dll",
        "c10.dll",
        "libiomp5md.dll",
        "LibTorchSharp.dll",
        "libvips-42.dll"
    )]
    [InlineData(
        "osx-arm64",
        ".dylib",
        "libtorch_cpu.dylib",
        "libtorch.dylib",
        "libc10.dylib",
        "libomp.dylib",
        "libLibTorchSharp.dylib",
        "libvips.42.dylib"
    )]
    public void A_published_quick_start_holds_the_native_files_of_its_system_and_no_others(
        string system,
        string ending,
        params string[] files
    )
    {
        var native = Published(system).Where(f => f.Native).Select(f => f.Path).ToList();

        native.Should().Contain(files, "they compute and decode images");
        native
            .Should()
            .OnlyContain(f => f == Path.GetFileName(f), "the system's own loader finds them beside the program");
        native.Where(f => Endings.Contains(Path.GetExtension(f))).Should().OnlyContain(f => f.EndsWith(ending));
    }

    // Nothing is compiled or copied: the projects' own outputs stay as they are.
    private List<(string Path, bool Native)> Published(string system)
    {
        var output = feed.Dotnet(
            PackageFeed.Repository,
            "msbuild",
            "samples/Quickstart",
            "-restore",
            "-t:ComputeResolvedFilesToPublishList",
            "-getItem:ResolvedFileToPublish",
            "-nologo",
            $"-p:RuntimeIdentifier={system}",
            "-p:SelfContained=false",
            "-p:Configuration=Release",
            "-p:BuildProjectReferences=false",
            $"-p:ArtifactsPath={Path.Combine(feed.Root, "published", system)}",
            "-p:UseArtifactsOutput=true",
            $"-p:RestoreFallbackFolders={PackageFeed.SharedCache}"
        );
        using var list = JsonDocument.Parse(output[output.IndexOf('{')..]);
        return
        [
            .. from file in list.RootElement.GetProperty("Items").GetProperty("ResolvedFileToPublish").EnumerateArray()
            select (Text(file, "RelativePath"), Text(file, "AssetType") == "native"),
        ];
    }

    private static string Text(JsonElement file, string name) =>
        file.TryGetProperty(name, out var value) ? value.GetString()! : "";
}
