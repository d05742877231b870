using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Turns views on storages into tensors of their own. Each storage is read once.</summary>
internal sealed class PthStorages : IDisposable
{
    // Weights that layers share are written out for each. A view that repeats one number a billion times is an attack.
    private const int MostRepeats = 16;

    private readonly PthArchive archive;
    private readonly Dictionary<string, (PthStorage Storage, Tensor Numbers)> read = [];
    private readonly Dictionary<string, int> users;
    private readonly long most;

    internal PthStorages(PthArchive archive, IReadOnlyCollection<PthTensor> tensors)
    {
        this.archive = archive;
        users = tensors.CountBy(tensor => tensor.Storage.Key).ToDictionary();
        most = archive.Length * MostRepeats;
        var bytes = tensors.Aggregate((Int128)0, (sum, tensor) => sum + (Int128)tensor.Count * SizeOf(tensor));
        if (bytes > most)
        {
            throw new ContentFault(
                $"its tensors repeat their numbers: they would have {bytes} bytes, and the file has {archive.Length}"
            );
        }
    }

    /// <summary>The numbers of a tensor, in a contiguous one that is the caller's.</summary>
    internal Tensor Read(PthTensor tensor)
    {
        var storage = Storage(tensor.Storage);
        if (tensor.IsWhole && users[tensor.Storage.Key] == 1)
        {
            return storage.view(tensor.Shape).DetachFromDisposeScope();
        }
        using var view = storage.as_strided(tensor.Shape, tensor.Strides, tensor.Offset);
        var own = empty(tensor.Shape, dtype: tensor.Storage.Type).DetachFromDisposeScope();
        own.copy_(view);
        return own;
    }

    private Tensor Storage(PthStorage storage)
    {
        if (read.TryGetValue(storage.Key, out var known))
        {
            return known.Storage == storage
                ? known.Numbers
                : throw new ContentFault("two tensors say of their storage that it has other numbers");
        }
        var entry = archive.Find(storage);
        var numbers = empty(storage.Count, dtype: storage.Type).DetachFromDisposeScope();
        read.Add(storage.Key, (storage, numbers));
        PthArchive.Read(entry, storage.Count == 0 ? [] : numbers.bytes);
        return numbers;
    }

    private static int SizeOf(PthTensor tensor) => tensor.Storage.Type.ElementSize();

    public void Dispose()
    {
        foreach (var (_, numbers) in read.Values)
        {
            numbers.Dispose();
        }
    }
}
