using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Writes what torch.save writes for a state dict: a pickle of protocol 2, and each tensor's numbers in an
/// entry of their own.</summary>
internal sealed class PthPickle
{
    private const string Folder = "archive/";

    private readonly MemoryStream pickle = new();

    /// <summary>The pickle of a state dict.</summary>
    /// <exception cref="ArgumentException">A tensor has a type without a storage.</exception>
    internal static byte[] Of(IReadOnlyDictionary<string, Tensor> tensors)
    {
        var writer = new PthPickle();
        writer.Write([0x80, 2]); // PROTO
        writer.EmptyDictionary();
        writer.Write("("u8);
        var key = 0;
        foreach (var (name, tensor) in tensors)
        {
            ObjectDisposedException.ThrowIf(tensor.IsInvalid, tensor); // TorchSharp would speak of an empty handle
            var storage =
                StorageTypes.NameOf(tensor.dtype)
                ?? throw new ArgumentException($"Tensor '{name}' is {tensor.dtype}, which a .pth file cannot hold.");
            writer.Text(name);
            writer.View(tensor, storage, key);
            key++;
        }
        writer.Write("u."u8); // SETITEMS, STOP
        return writer.pickle.ToArray();
    }

    /// <summary>Writes the archive.</summary>
    internal static void WriteArchive(Stream file, byte[] pickle, IEnumerable<Tensor> tensors)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        Entry(zip, "data.pkl", pickle);
        Entry(zip, "byteorder", "little"u8);
        var key = 0;
        foreach (var tensor in tensors)
        {
            using var scope = NewDisposeScope();
            var numbers = tensor.detach().cpu().contiguous();
            Entry(zip, $"data/{key}", numbers.numel() == 0 ? [] : numbers.bytes);
            key++;
        }
        Entry(zip, "version", "3\n"u8);
    }

    private static void Entry(ZipArchive zip, string name, ReadOnlySpan<byte> content)
    {
        var entry = zip.CreateEntry(Folder + name, CompressionLevel.NoCompression);
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero); // zip's earliest
        using var stream = entry.Open();
        stream.Write(content);
    }

    private void View(Tensor tensor, string storage, int key)
    {
        Global("torch._utils", "_rebuild_tensor_v2");
        Write("(("u8);
        Text("storage");
        Global("torch", storage);
        Text(InvariantText.Of(key));
        Text("cpu");
        Number(tensor.numel());
        Write("tQ"u8); // TUPLE, BINPERSID
        Number(0); // offset
        Tuple(tensor.shape);
        Tuple(RowStrides(tensor.shape));
        Write([0x89]); // requires_grad is False
        EmptyDictionary(); // hooks
        Write("tR"u8); // TUPLE, REDUCE
    }

    private static long[] RowStrides(long[] shape)
    {
        var strides = new long[shape.Length];
        var next = 1L;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = next;
            next *= Math.Max(shape[axis], 1);
        }
        return strides;
    }

    private void EmptyDictionary()
    {
        Global("collections", "OrderedDict");
        Write(")R"u8); // EMPTY_TUPLE, REDUCE
    }

    private void Global(string module, string name) => Write(Encoding.UTF8.GetBytes($"c{module}\n{name}\n"));

    private void Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        Write("X"u8);
        Write(length);
        Write(bytes);
    }

    private void Number(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        if (value <= int.MaxValue)
        {
            Write("J"u8); // BININT
            Write(bytes[..4]);
            return;
        }
        Write([0x8a, 8]); // LONG1 of eight bytes
        Write(bytes);
    }

    private void Tuple(long[] numbers)
    {
        Write("("u8);
        foreach (var number in numbers)
        {
            Number(number);
        }
        Write("t"u8);
    }

    private void Write(ReadOnlySpan<byte> bytes) => pickle.Write(bytes);
}
