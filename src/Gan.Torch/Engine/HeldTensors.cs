using static TorchSharp.torch;

namespace TorchSharp.Engine;

/// <summary>Lists of tensors as native handles, kept alive until the call is over.</summary>
internal sealed class HeldTensors : IDisposable
{
    private readonly IList<Tensor>?[] lists;
    private readonly nint[]?[] handles;
    private readonly List<TensorHandle> held = [];

    internal HeldTensors(params IList<Tensor>?[] lists)
    {
        this.lists = lists;
        handles = new nint[]?[lists.Length];
        try
        {
            for (var i = 0; i < lists.Length; i++)
                if (lists[i] is { } list) handles[i] = [.. list.Select(Hold)];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal nint[]? this[int list] => handles[list];

    private nint Hold(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var handle = tensor.Shared;
        var added = false;
        handle.DangerousAddRef(ref added);
        held.Add(handle);
        return handle.DangerousGetHandle();
    }

    public override string ToString() => string.Join("; ", lists.Where(l => l is not null).Select(l => ((Arg)l!.ToArray()).ToString()));

    public void Dispose()
    {
        foreach (var handle in held) handle.DangerousRelease();
        held.Clear();
    }
}
