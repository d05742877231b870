namespace Gan.Architecture.Tests;

/// <summary>What <c>eng/setup.sh --tests</c> does with npm. Programs of a folder stand in for npm, node and apt, so
/// that nothing is fetched or installed.</summary>
public sealed class SetupTests : IDisposable
{
    private const string Npm = """
        while [ $# -gt 0 ]; do
          case $1 in
            --prefix) folder=$2 ;;
            --cache) mkdir -p "$2/_cacache" ;;
            onnxruntime-*@*)
              mkdir -p "$folder/node_modules/${1%@*}"
              echo "  \"version\": \"${1#*@}\"," >"$folder/node_modules/${1%@*}/package.json" ;;
          esac
          shift
        done
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("gan-setup").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Cache => Path.Combine(folder, "cache", "gan-net");

    private (int Status, string Errors) Setup(string npm, string setting = "GAN_ONNX_NODE=")
    {
        Directory.CreateDirectory(Path.Combine(folder, "here"));
        var programs = Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName;
        foreach (var (name, text) in new[] { ("npm", npm), ("node", ""), ("apt-get", "exit 1"), ("apt-cache", "") })
        {
            File.WriteAllText(Path.Combine(programs, name), $"#!/bin/sh\n{text}\n");
        }
        const string Program = """
            chmod +x "$1"/bin/*
            cd "$1/here"
            env -u HOME "PATH=$1/bin:$PATH" "XDG_CACHE_HOME=$1/cache" "$2" "$3" --tests
            """;
        var (status, _, errors) = Witness.Run(
            "bash",
            "-c",
            Program,
            "setup",
            folder,
            setting,
            Path.Combine(Repository.Root, "eng", "setup.sh")
        );
        return (status, errors);
    }

    [UnixFact("Windows has no bash of its own.")]
    public void It_fills_the_folder_that_tests_look_into_once()
    {
        Setup(Npm).Errors.Should().Contain("installs onnxruntime-node and onnxruntime-web into");
        Directory
            .GetDirectories(Path.Combine(Cache, "onnx-node", "node_modules"))
            .Select(Path.GetFileName)
            .Should()
            .BeEquivalentTo("onnxruntime-node", "onnxruntime-web");
        Setup("exit 1").Errors.Should().NotContain("onnx", "they are there");
        File.WriteAllText(Path.Combine(Cache, "onnx-node", "node_modules", "onnxruntime-web", "package.json"), "{}");
        Setup(Npm).Errors.Should().Contain("installs onnxruntime-node", "another version is replaced");
        Setup("exit 1").Errors.Should().NotContain("onnx");
        Directory.GetFileSystemEntries(Cache).Should().ContainSingle("nothing is left beside");
        Directory.GetFileSystemEntries(Path.Combine(Cache, "onnx-node")).Should().ContainSingle("npm's cache goes");
        Directory.GetFileSystemEntries(Path.Combine(folder, "here")).Should().BeEmpty();
    }

    [UnixFact("Windows has no bash of its own.")]
    public void An_npm_that_fails_leaves_them_out_and_nothing_else()
    {
        var without = Setup(Npm, "GAN_ONNX_NODE=elsewhere");
        Directory.Exists(Cache).Should().BeFalse();
        var failed = Setup("echo 'npm error network' >&2; exit 1");
        failed.Status.Should().Be(without.Status);
        failed.Errors.Should().Contain("npm error network").And.Contain("npm could not bring them; goes on without");
        Directory.GetFileSystemEntries(Cache).Should().BeEmpty();
    }
}
