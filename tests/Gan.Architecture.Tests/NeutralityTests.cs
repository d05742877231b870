using System.Diagnostics;

namespace Gan.Architecture.Tests;

/// <summary>The libraries are C# on TorchSharp's public API alone, the same on every system and with every
/// backend.</summary>
public sealed class NeutralityTests
{
    private static readonly string[] NativeFiles =
    [
        ".c",
        ".cc",
        ".cpp",
        ".cu",
        ".h",
        ".hpp",
        ".so",
        ".dll",
        ".dylib",
        ".a",
        ".o",
    ];

    // What .NET has no call for and the operating system has: a folder flushed to the disk, and what must be set before
    // libtorch is loaded.
    private static readonly string[] SystemCalls =
    [
        "src/Gan.Core/Checkpoints/DurableFolder.cs",
        "src/Gan.Backend/LinuxRuntime.cs",
        "src/Gan.Backend/ImportedFunctions.cs",
        "src/Gan.Kernels/Buffers/LargeBuffers.cs",
        "src/Gan.Distributed/MpiLibrary.cs",
    ];

    [Fact]
    public void No_source_calls_libtorch_but_through_TorchSharp() =>
        Mentions(
                Repository.Files("src", "*.cs").Concat(Repository.Files("samples", "*.cs")).Except(SystemCalls),
                ["DllImport", "LibraryImport"]
            )
            .Should()
            .BeEmpty("TorchSharp is the door");

    [Fact]
    public void No_source_is_compiled_conditionally() =>
        Mentions(Repository.Files("src", "*.cs"), ["#if"]).Should().BeEmpty();

    [Fact]
    public void Only_the_build_files_at_the_top_choose_the_backend() =>
        Mentions(
                Repository.Files("samples", "*.csproj").Concat(Repository.Files("tests", "*.csproj")),
                ["TorchSharp-", "libtorch-"]
            )
            .Should()
            .BeEmpty("Directory.Build.targets is the one place");

    [Fact]
    public void Samples_are_written_as_a_user_would_write_them() =>
        Mentions(Repository.Files("samples", "*.cs"), ["InternalsVisibleTo", "System.Reflection", "unsafe"])
            .Should()
            .BeEmpty();

    [Fact]
    public void No_native_source_and_no_native_file_is_kept() =>
        Kept()
            .Where(f => NativeFiles.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
            .Should()
            .BeEmpty("there is C# alone");

    /// <summary>What git keeps, or every file of the tree where git or its folder is missing.</summary>
    private static IReadOnlyList<string> Kept()
    {
        try
        {
            var start = new ProcessStartInfo("git", ["ls-files"])
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var git = Process.Start(start)!;
            var errors = git.StandardError.ReadToEndAsync();
            var files = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            git.WaitForExit();
            _ = errors.Result;
            return git.ExitCode == 0 && files.Length > 0 ? files : Repository.Files("", "*");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return Repository.Files("", "*");
        }
    }

    private static IEnumerable<string> Mentions(IEnumerable<string> files, string[] words) =>
        from file in files
        from line in Repository.Lines(file).Select((text, i) => (Text: text, Number: i + 1))
        from word in words
        where line.Text.Contains(word, StringComparison.Ordinal)
        select $"{file}:{line.Number} mentions {word}";
}
