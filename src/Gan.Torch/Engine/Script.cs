using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Engine;

/// <summary>A TorchScript module in native memory.</summary>
internal sealed unsafe class Script : SafeHandle
{
    private Script(nint handle) : base(0, ownsHandle: true) => SetHandle(handle);

    public override bool IsInvalid => handle == 0;

    internal static Script Load(string file, Device device, out bool training)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        if (!File.Exists(file)) throw new FileNotFoundException($"There is no TorchScript file {file}.", file);
        Native.Check(Native.gt_jit_load(file, (long)device.type, device.index, out var module, out var state), $"jit.load({file})");
        training = state != 0;
        return new Script(module);
    }

    internal void Train(bool on) => Native.Check(Native.gt_jit_train(this, on ? 1 : 0), "train");

    /// <summary>Tensor, Tensor[] (of a list or a tuple), double, long, bool or null.</summary>
    internal object? Call(string method, object?[] inputs)
    {
        const int room = 48;
        var args = Array.ConvertAll(inputs, Argument);
        var values = stackalloc Value[args.Length];
        var scratch = stackalloc long[room];
        var layout = new Layout(scratch, room);
        try
        {
            layout.Lay(args, values);
            if (Native.gt_jit_call(this, method, values, args.Length, out var result) != 0)
                throw Native.Failure(method, string.Join(", ", args.Select(a => a.ToString())));
            return Result(result);
        }
        finally
        {
            layout.Dispose();
        }
    }

    /// <summary>Shares in the module's parameters or buffers, by dotted name.</summary>
    internal List<(string Name, nint Tensor)> Tensors(bool parameters)
    {
        Native.Check(Native.gt_jit_tensors(this, parameters ? 0 : 1, out var text, out var tensors, out var count), "named tensors");
        var names = Marshal.PtrToStringUTF8(text)!.Split('\n');
        var found = new List<(string, nint)>();
        for (var i = 0; i < count; i++) found.Add((names[i], tensors[i]));
        Native.gt_free(text);
        Native.gt_free((nint)tensors);
        return found;
    }

    protected override bool ReleaseHandle()
    {
        Native.gt_jit_free(handle);
        return true;
    }

    private static Arg Argument(object? input) => input switch
    {
        null => Arg.None,
        Tensor t => t,
        Scalar s => s,
        int i => i,
        long l => l,
        float f => f,
        double d => d,
        bool b => b,
        string s => s,
        Tensor[] list => list,
        IList<Tensor> list => list.ToArray(),
        long[] list => list,
        double[] list => list,
        Device d => d,
        _ => throw new ArgumentException($"A {input.GetType()} cannot be given to a TorchScript module."),
    };

    private static object? Result(in Value value)
    {
        switch (value.Tag)
        {
            case Tag.None: return null;
            case Tag.Tensor: return new Tensor((nint)value.Bits, value.Length);
            case Tag.TensorList:
                var list = new Tensor[value.Length];
                for (var i = 0; i < list.Length; i++) list[i] = new Tensor(((nint*)value.Bits)[i], 0);
                Native.gt_free((nint)value.Bits);
                return list;
            case Tag.Double: return value.Double;
            case Tag.Int: return value.Bits;
            case Tag.Bool: return value.Bits != 0;
            default: throw new NotSupportedException($"A result of kind {value.Tag} cannot be handed back.");
        }
    }
}
