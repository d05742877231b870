using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Engine;

/// <summary>New tensors: what every factory overload comes down to.</summary>
internal static class Make
{
    internal static readonly Op empty = "aten::empty.memory_format";
    internal static readonly Op zeros = "aten::zeros";
    internal static readonly Op ones = "aten::ones";
    internal static readonly Op rand = "aten::rand.generator";
    internal static readonly Op randn = "aten::randn.generator";

    internal static ScalarType DefaultType { get; set; } = ScalarType.Float32;

    internal static Device DefaultDevice { get; set; } = CPU;

    internal static Tensor Sized(Op op, long[] size, ScalarType? dtype, Device? device, bool requires_grad, Generator? generator, string[]? names)
    {
        ArgumentNullException.ThrowIfNull(size);
        NoNames(names);
        dtype ??= DefaultType;
        device ??= generator?.device ?? DefaultDevice;
        var random = ReferenceEquals(op, rand) || ReferenceEquals(op, randn);
        return Finish(random ? op.Call(size, generator, dtype, Arg.None, device) : op.Call(size, dtype, Arg.None, device), requires_grad);
    }

    internal static Tensor Array<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
        where T : unmanaged
    {
        NoNames(names);
        var made = Tensor.FromMemory(MemoryMarshal.AsBytes(values), dimensions, TypeOf<T>());
        return Moved(made, dtype, device, requires_grad);
    }

    internal static Tensor Nested<T>(System.Array values, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        var flat = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(values), checked(values.Length * Marshal.SizeOf<T>()));
        if (typeof(T) == typeof(bool)) flat = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(values), values.Length);
        var dims = Enumerable.Range(0, values.Rank).Select(d => values.GetLongLength(d)).ToArray();
        NoNames(names);
        return Moved(Tensor.FromMemory(flat, dims, TypeOf<T>()), dtype, device, requires_grad);
    }

    internal static Tensor FromArray(System.Array values, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) => values switch
    {
        null => throw new ArgumentNullException(nameof(values)),
        float[] or float[,] or float[,,] or float[,,,] => Nested<float>(values, dtype, device, requires_grad, names),
        double[] or double[,] or double[,,] or double[,,,] => Nested<double>(values, dtype, device, requires_grad, names),
        byte[] or byte[,] or byte[,,] or byte[,,,] => Nested<byte>(values, dtype, device, requires_grad, names),
        long[] or long[,] or long[,,] or long[,,,] => Nested<long>(values, dtype, device, requires_grad, names),
        int[] or int[,] or int[,,] or int[,,,] => Nested<int>(values, dtype, device, requires_grad, names),
        short[] or short[,] => Nested<short>(values, dtype, device, requires_grad, names),
        bool[] or bool[,] => Nested<bool>(values, dtype, device, requires_grad, names),
        _ => throw new ArgumentException($"A tensor cannot be made from {values.GetType()}."),
    };

    internal static Tensor Finish(Tensor made, bool requires_grad)
    {
        if (requires_grad) made.requires_grad = true;
        return made;
    }

    internal static void NoNames(string[]? names)
    {
        if (names is not null) throw new NotSupportedException("Named dimensions are not supported.");
    }

    private static Tensor Moved(Tensor made, ScalarType? dtype, Device? device, bool requires_grad)
    {
        device ??= DefaultDevice;
        if ((dtype is { } t && t != made.dtype) || device.type != DeviceType.CPU)
            made = made.to(dtype ?? made.dtype, device, disposeAfter: true);
        return Finish(made, requires_grad);
    }

    private static ScalarType TypeOf<T>() where T : unmanaged => default(T) switch
    {
        bool => ScalarType.Bool,
        byte => ScalarType.Byte,
        sbyte => ScalarType.Int8,
        short => ScalarType.Int16,
        int => ScalarType.Int32,
        long => ScalarType.Int64,
        float => ScalarType.Float32,
        double => ScalarType.Float64,
        _ => throw new ArgumentException($"{typeof(T)} is no element type of a tensor."),
    };
}
