using Gan.Onnx;
using Gan.Tool.Training;

namespace Gan.Tool.Data;

/// <summary>The ONNX file of a generator, whichever file or run's folder was named.</summary>
internal sealed class ServableFile : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-serve").FullName;

    /// <param name="path">An ONNX file, a generator's file, or a run's folder.</param>
    /// <exception cref="ToolException">It is no generator of samples.</exception>
    public ServableFile(string path)
    {
        try
        {
            Path = Shipped(RunFolder.GeneratorIn(path));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The ONNX file, which lives as long as this.</summary>
    public string Path { get; }

    /// <summary>A name of what was named.</summary>
    public static string NameOf(string path) =>
        RunFolder.Plain(System.IO.Path.GetFileNameWithoutExtension(path.TrimEnd('/', '\\')));

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    // What is no ONNX file becomes one. ONNX Runtime for browsers takes truncation only where it is an input.
    private string Shipped(string source)
    {
        if (System.IO.Path.GetExtension(source) == ".onnx")
        {
            return source;
        }
        if (SavedFile.KindOf(source) is SavedKind.Table or SavedKind.Translator or SavedKind.Anomaly)
        {
            throw new ToolException("A generator of samples is served, and this is another file.");
        }
        using var gan = TrainedGan.Load(source);
        var shipped = System.IO.Path.Combine(folder, "generator.onnx");
        gan.ExportOnnx(shipped, new OnnxOptions { TruncationIsFed = true });
        return shipped;
    }
}
