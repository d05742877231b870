namespace Gan.Onnx.Tests;

/// <summary>A test that runs ONNX Runtime for Node and for browsers, both packages of npm: from the folder that the
/// variable GAN_ONNX_NODE names, or else from the one that <c>eng/setup.sh --tests</c> fills.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnnxNodeTheoryAttribute : TheoryAttribute
{
    public OnnxNodeTheoryAttribute() => Skip = Witness.WithoutNode ?? Missing;

    /// <summary>The folder whose node_modules has both.</summary>
    public static string Folder { get; } =
        Said("GAN_ONNX_NODE")
        ?? Path.Combine(
            Said("XDG_CACHE_HOME")
                ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "gan-net",
            "onnx-node"
        );

    private static string? Missing { get; } =
        Has("onnxruntime-node") && Has("onnxruntime-web")
            ? null
            : $"{Folder} has no onnxruntime-node and onnxruntime-web; eng/setup.sh --tests brings them.";

    private static bool Has(string package) => Directory.Exists(Path.Combine(Folder, "node_modules", package));

    private static string? Said(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } folder ? folder : null;
}
