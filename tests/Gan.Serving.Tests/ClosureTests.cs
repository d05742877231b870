namespace Gan.Serving.Tests;

/// <summary>A server carries ONNX Runtime and gRPC, and nothing of libtorch.</summary>
public sealed class ClosureTests
{
    private static string[] Files => Directory.GetFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories);

    [Fact]
    public void Nothing_of_libtorch_lies_beside_the_server() =>
        Files
            .Select(Path.GetFileName)
            .Where(name =>
                name!.Contains("torch", StringComparison.OrdinalIgnoreCase)
                || name.Contains("mkl", StringComparison.OrdinalIgnoreCase)
                || name is "Gan.Backend.dll" or "Gan.Networks.dll" or "Gan.Core.dll"
            )
            .Should()
            .BeEmpty();

    [Fact]
    public void What_one_system_needs_has_less_than_60_MB()
    {
        string[] managed =
        [
            "Gan.Serving.dll",
            "Gan.Runtime.dll",
            "Microsoft.ML.OnnxRuntime.dll",
            "Google.Protobuf.dll",
            "Grpc.AspNetCore.Server.dll",
            "Grpc.Core.Api.dll",
            "Grpc.Net.Common.dll",
        ];
        var needed = Files
            .Where(file =>
                managed.Contains(Path.GetFileName(file))
                || (Path.GetFileName(file) == "libonnxruntime.so" && file.Contains("linux-x64"))
            )
            .ToList();
        needed.Should().HaveCount(managed.Length + 1);
        needed.Sum(Bytes).Should().BeLessThan(60_000_000);
    }

    private static long Bytes(string file) =>
        (new FileInfo(file).ResolveLinkTarget(true) as FileInfo ?? new(file)).Length;
}
