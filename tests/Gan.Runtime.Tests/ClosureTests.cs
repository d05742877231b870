namespace Gan.Runtime.Tests;

/// <summary>A program that samples from shipped files carries ONNX Runtime and nothing of libtorch.</summary>
public sealed class ClosureTests
{
    private static string[] Files => Directory.GetFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories);

    [Fact]
    public void Nothing_of_libtorch_lies_beside_the_runtime() =>
        Files
            .Select(Path.GetFileName)
            .Where(name =>
                name!.Contains("torch", StringComparison.OrdinalIgnoreCase)
                || name.Contains("mkl", StringComparison.OrdinalIgnoreCase)
                || name is "Gan.Backend.dll" or "Gan.Networks.dll"
            )
            .Should()
            .BeEmpty();

    [Fact]
    public void What_one_system_needs_has_less_than_60_MB()
    {
        var native = Files.Where(file => Path.GetFileName(file) == "libonnxruntime.so" && file.Contains("linux-x64"));
        var managed = Files.Where(file =>
            Path.GetFileName(file) is "Gan.Runtime.dll" or "Microsoft.ML.OnnxRuntime.dll"
        );
        var needed = native.Concat(managed).ToList();
        needed.Should().HaveCount(3);
        needed.Sum(Bytes).Should().BeLessThan(60_000_000);
    }

    private static long Bytes(string file) =>
        (new FileInfo(file).ResolveLinkTarget(true) as FileInfo ?? new(file)).Length;
}
