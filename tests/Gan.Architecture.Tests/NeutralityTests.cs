namespace Gan.Architecture.Tests;

/// <summary>
/// Sources outside of Gan.Torch compile against the TorchSharp package unchanged: they may use only TorchSharp's API (Gan.Torch is a
/// signature subset of it, see SignatureSubsetTests) and never ask which provider is there.
/// </summary>
public sealed class NeutralityTests
{
    private static readonly string[] EngineWords = ["Gan.Torch", "TorchProvider", "TorchSharp.Engine", "gan_torch", "DllImport", "LibraryImport"];

    // Flushes a folder to the disk, for which .NET has no call and the operating system has: nothing of libtorch.
    private const string SystemCall = "src/Gan.Core/Checkpoints/DurableFolder.cs";

    [Fact]
    public void No_source_outside_of_the_engine_mentions_the_engine()
    {
        var sources = Repository.Files("src", "*.cs").Where(f => !f.StartsWith("src/Gan.Torch/", StringComparison.Ordinal)).Concat(Repository.Files("samples", "*.cs"))
            .Except([SystemCall]);
        Mentions(sources, EngineWords).Should().BeEmpty("it must compile and run with either provider");
    }

    [Fact]
    public void No_source_outside_of_the_engine_is_compiled_conditionally() =>
        Mentions(Repository.Files("src", "*.cs").Where(f => !f.StartsWith("src/Gan.Torch/", StringComparison.Ordinal)), ["#if"]).Should().BeEmpty();

    [Fact]
    public void Only_the_build_files_at_the_top_choose_the_provider() =>
        Mentions(Repository.Files("samples", "*.csproj", "*.props").Concat(Repository.Files("tests", "*.csproj", "*.props")), ["TorchProvider", "\"TorchSharp\""])
            .Should().BeEmpty("eng/Torch.props is the one place");

    [Fact]
    public void Samples_are_written_as_a_user_would_write_them() =>
        Mentions(Repository.Files("samples", "*.cs"), ["InternalsVisibleTo", "System.Reflection", "unsafe"]).Should().BeEmpty();

    private static IEnumerable<string> Mentions(IEnumerable<string> files, string[] words) =>
        from file in files
        from line in Repository.Lines(file).Select((text, i) => (Text: text, Number: i + 1))
        from word in words
        where line.Text.Contains(word, StringComparison.Ordinal)
        select $"{file}:{line.Number} mentions {word}";
}
