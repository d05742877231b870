using System.Text;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Texts;

/// <summary>Files of texts in a folder of their own.</summary>
public abstract class TextTest : IDisposable
{
    private protected readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private protected string Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    private protected string Write(byte[] bytes) => folder.Write("names.txt", bytes);

    private protected TextDataset Load(string text, TextOptions? options = null) =>
        TextDataset.Load(Write(text), options);

    private protected static string[] Texts(TextDataset data) =>
        [.. Enumerable.Range(0, (int)data.Count).Select(i => data.Text(i))];

    private protected void Refuse(byte[] bytes, TextOptions? options, string message)
    {
        var path = Write(bytes);
        FluentActions
            .Invoking(() => TextDataset.Load(path, options))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage($"{path}: {message}");
    }

    private protected void Refuse(string text, TextOptions? options, string message) =>
        Refuse(Encoding.UTF8.GetBytes(text), options, message);

    private protected static float[] Samples(TextDataset data)
    {
        using var indices = Numbers.Indices([.. Enumerable.Range(0, (int)data.Count).Select(i => (long)i)]);
        using var batch = data.Read(indices, CPU);
        return batch.Samples.Floats();
    }
}
