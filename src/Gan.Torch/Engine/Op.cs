using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Engine;

/// <summary>
/// An operator of libtorch's dispatcher, looked up once by name ("aten::add.Tensor") and called boxed.
/// Later names are tried where libtorch renamed an operator between versions.
/// </summary>
[SkipLocalsInit] // the scratch of every call would be cleared first
internal sealed unsafe class Op(params string[] names)
{
    private const int Scratch = 48;
    private nint handle;

    public static implicit operator Op(string name) => new(name);

    internal Tensor Call(params ReadOnlySpan<Arg> args)
    {
        Value result;
        Invoke(args, &result, 1);
        return Own(result);
    }

    internal (Tensor, Tensor) Call2(params ReadOnlySpan<Arg> args)
    {
        var r = stackalloc Value[2];
        Invoke(args, r, 2);
        return (Own(r[0]), Own(r[1]));
    }

    internal (Tensor, Tensor, Tensor) Call3(params ReadOnlySpan<Arg> args)
    {
        var r = stackalloc Value[3];
        Invoke(args, r, 3);
        return (Own(r[0]), Own(r[1]), Own(r[2]));
    }

    internal Tensor[] CallList(params ReadOnlySpan<Arg> args)
    {
        Value result;
        Invoke(args, &result, 1);
        var handles = new ReadOnlySpan<nint>((void*)result.Bits, (int)result.Length);
        var tensors = new Tensor[handles.Length];
        for (var i = 0; i < tensors.Length; i++) tensors[i] = new Tensor(handles[i], 0);
        Native.gt_free((nint)result.Bits);
        return tensors;
    }

    internal void CallVoid(params ReadOnlySpan<Arg> args) => Invoke(args, null, 0);

    internal Value CallScalar(params ReadOnlySpan<Arg> args)
    {
        Value result;
        Invoke(args, &result, 1);
        return result;
    }

    private static Tensor Own(in Value v) => new((nint)v.Bits, v.Length);

    private void Invoke(ReadOnlySpan<Arg> args, Value* results, int capacity)
    {
        if (handle == 0) Find();
        var values = stackalloc Value[args.Length];
        var scratch = stackalloc long[Scratch];
        var layout = new Layout(scratch, Scratch);
        try
        {
            layout.Lay(args, values);
            if (Native.gt_op_call(handle, values, args.Length, results, capacity, out _) != 0) throw Native.Failure(names[0], Show(args));
        }
        catch (ObjectDisposedException)
        {
            throw new ObjectDisposedException("Tensor", $"{names[0]}({Show(args)}): a tensor was used after it was disposed.");
        }
        finally
        {
            layout.Dispose();
        }
    }

    private static string Show(ReadOnlySpan<Arg> args)
    {
        var shown = new string[args.Length];
        for (var i = 0; i < args.Length; i++) shown[i] = args[i].ToString();
        return string.Join(", ", shown);
    }

    private void Find()
    {
        foreach (var name in names)
        {
            var dot = name.IndexOf('.');
            var found = Native.gt_op_find(dot < 0 ? name : name[..dot], dot < 0 ? "" : name[(dot + 1)..], out var op, out _) == 0;
            if (found) { handle = op; return; }
        }
        throw Native.Failure(names[0], "");
    }
}
