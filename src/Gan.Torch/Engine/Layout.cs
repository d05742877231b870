using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Engine;

/// <summary>
/// Lays arguments out for one native call and holds every tensor in it until the call is over, so that a Dispose on another
/// thread cannot free a tensor in use. Short lists go on the caller's stack, long ones are pinned.
/// </summary>
internal unsafe ref struct Layout(long* scratch, int capacity)
{
    private long* next = scratch;
    private int left = capacity;
    private TensorHandle? h0, h1, h2, h3;
    private List<object>? more;
    private List<GCHandle>? pins;

    internal void Lay(ReadOnlySpan<Arg> args, Value* values)
    {
        for (var i = 0; i < args.Length; i++)
        {
            ref readonly var arg = ref args[i];
            values[i] = arg.Tag switch
            {
                Tag.Tensor => new Value { Tag = Tag.Tensor, Bits = Hold(((Tensor)arg.Ref!).Shared) },
                Tag.IntList or Tag.BoolList => Ints(arg.Tag, (long[])arg.Ref!),
                Tag.DoubleList => Doubles((double[])arg.Ref!),
                Tag.TensorList or Tag.OptionalTensorList => Tensors(arg.Tag, (Tensor?[])arg.Ref!),
                Tag.String => Bytes((byte[])arg.Ref!),
                Tag.Generator => new Value { Tag = Tag.Generator, Bits = Keep((Generator)arg.Ref!).Handle },
                _ => new Value { Tag = arg.Tag, Bits = arg.Bits, Length = arg.Extra },
            };
        }
    }

    internal long Hold(TensorHandle handle)
    {
        var added = false;
        handle.DangerousAddRef(ref added);
        if (h0 is null) h0 = handle;
        else if (h1 is null) h1 = handle;
        else if (h2 is null) h2 = handle;
        else if (h3 is null) h3 = handle;
        else (more ??= []).Add(handle);
        return handle.DangerousGetHandle();
    }

    private Generator Keep(Generator generator)
    {
        (more ??= []).Add(generator);
        return generator;
    }

    private Value Ints(Tag tag, long[] list)
    {
        if (list.Length > left) return new Value { Tag = tag, Bits = Pin(list), Length = list.Length };
        list.CopyTo(new Span<long>(next, left));
        return new Value { Tag = tag, Bits = Take(list.Length), Length = list.Length };
    }

    private Value Doubles(double[] list) => new() { Tag = Tag.DoubleList, Bits = Pin(list), Length = list.Length };

    private Value Bytes(byte[] text) => new() { Tag = Tag.String, Bits = Pin(text), Length = text.Length };

    private Value Tensors(Tag tag, Tensor?[] list)
    {
        var memory = list.Length <= left ? (long*)Take(list.Length) : (long*)Pin(new long[list.Length]);
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i] is null && tag == Tag.TensorList) throw new ArgumentNullException($"tensors[{i}]");
            memory[i] = list[i] is { } t ? Hold(t.Shared) : 0;
        }
        return new Value { Tag = tag, Bits = (long)memory, Length = list.Length };
    }

    private long Take(int count)
    {
        var at = next;
        next += count;
        left -= count;
        return (long)at;
    }

    private long Pin(object array)
    {
        var pin = GCHandle.Alloc(array, GCHandleType.Pinned);
        (pins ??= []).Add(pin);
        return pin.AddrOfPinnedObject();
    }

    public readonly void Dispose()
    {
        h0?.DangerousRelease();
        h1?.DangerousRelease();
        h2?.DangerousRelease();
        h3?.DangerousRelease();
        if (more is not null)
            foreach (var held in more)
                if (held is TensorHandle handle) handle.DangerousRelease();
        if (pins is not null)
            foreach (var pin in pins) pin.Free();
    }
}
