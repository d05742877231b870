using System.Text;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Tables;

/// <summary>Tables in a folder of their own.</summary>
public abstract class TableTest : IDisposable
{
    private protected readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private protected void Refuse(string text, TableOptions? options, string message)
    {
        var path = Write(text);
        FluentActions
            .Invoking(() => CsvTable.Load(path, options))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage($"{path}: {message}");
    }

    private protected string Write(string text) => folder.Write("table.csv", Encoding.UTF8.GetBytes(text));

    private protected static float[] Samples(CsvTable table)
    {
        using var data = table.ToDataset();
        using var indices = Numbers.Indices([.. Enumerable.Range(0, (int)data.Count).Select(i => (long)i)]);
        using var batch = data.Read(indices, CPU);
        return batch.Samples.Floats();
    }
}
