using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Joins what the processes report of their parts of a batch, in one exchange.</summary>
internal static class ProcessValues
{
    /// <summary>Rows one after another by rank; scalars, which each process has weighted, added up.</summary>
    /// <param name="mine">This process's values, which are disposed.</param>
    /// <param name="processes">All.</param>
    /// <returns>The joined values, in the same order.</returns>
    internal static IReadOnlyList<Tensor> Join(IReadOnlyList<Tensor> mine, Processes processes)
    {
        using var scope = NewDisposeScope();
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        foreach (var value in mine)
        {
            var dense = value.cpu().contiguous();
            writer.Write(dense.bytes.Length);
            writer.Write(dense.bytes);
        }
        writer.Flush();
        var all = processes.Gather(stream.ToArray(), "the values of a step");
        BinaryReader[] readers = [.. all.Select(bytes => new BinaryReader(new MemoryStream(bytes)))];
        var joined = new List<Tensor>();
        foreach (var value in mine)
        {
            Tensor[] pieces = [.. readers.Select(reader => Read(reader, value))];
            var whole = value.dim() == 0 ? stack(pieces).sum() : cat(pieces);
            joined.Add(whole.to(value.device).DetachFromDisposeScope());
        }
        foreach (var value in mine)
        {
            value.Dispose();
        }
        return joined;
    }

    private static Tensor Read(BinaryReader reader, Tensor like)
    {
        var bytes = reader.ReadBytes(reader.ReadInt32());
        long[] shape = [.. like.shape];
        if (shape.Length > 0)
        {
            var row = shape[1..].Aggregate(like.element_size(), (size, axis) => size * axis);
            shape[0] = bytes.Length / Math.Max(1, row);
        }
        var piece = empty(shape, like.dtype, CPU);
        bytes.CopyTo(piece.bytes);
        return piece;
    }
}
