using System.Reflection;

namespace Gan.Serving.Protocol;

/// <summary>What the server says of itself, by HTTP and by gRPC.</summary>
internal static class ServerFacts
{
    public const string Name = "gan.net";

    /// <summary>The protocol's name for ONNX Runtime and its format.</summary>
    public const string Platform = "onnx_onnxv1";

    public static string Version { get; } =
        typeof(ServerFacts)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0]
        ?? "0";

    /// <summary>Tensors as bytes behind the JSON.</summary>
    public static IReadOnlyList<string> Extensions { get; } = ["binary_tensor_data"];
}
