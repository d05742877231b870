namespace Gan.Onnx.Tests;

/// <summary>A test that runs ONNX Runtime for Node and for browsers, from a folder with both packages of npm that the
/// variable GAN_ONNX_NODE names: <c>npm install onnxruntime-node onnxruntime-web</c> there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnnxNodeTheoryAttribute : TheoryAttribute
{
    public OnnxNodeTheoryAttribute()
    {
        if (Witness.WithoutNode is { } missing)
        {
            Skip = missing;
        }
        else if (Folder is null || !Directory.Exists(Path.Combine(Folder, "node_modules", "onnxruntime-web")))
        {
            Skip = "GAN_ONNX_NODE names no folder with onnxruntime-node and onnxruntime-web; npm brings them.";
        }
    }

    public static string? Folder => Environment.GetEnvironmentVariable("GAN_ONNX_NODE");
}
