using static TorchSharp.torch;

namespace TorchSharp.Engine;

/// <summary>One argument of an operator, before it is laid out for the native side.</summary>
internal readonly struct Arg
{
    internal readonly object? Ref;
    internal readonly long Bits;
    internal readonly long Extra;
    internal readonly Tag Tag;

    private Arg(Tag tag, object? reference, long bits = 0, long extra = 0) => (Tag, Ref, Bits, Extra) = (tag, reference, bits, extra);

    internal static Arg None => default;

    public static implicit operator Arg(Tensor? t) => t is null ? None : new(Tag.Tensor, t);
    public static implicit operator Arg(long v) => new(Tag.Int, null, v);
    public static implicit operator Arg(int v) => new(Tag.Int, null, v);
    public static implicit operator Arg(double v) => new(Tag.Double, null, BitConverter.DoubleToInt64Bits(v));
    public static implicit operator Arg(bool v) => new(Tag.Bool, null, v ? 1 : 0);
    public static implicit operator Arg(long? v) => v is { } value ? (Arg)value : None;
    public static implicit operator Arg(double? v) => v is { } value ? (Arg)value : None;
    public static implicit operator Arg(bool? v) => v is { } value ? (Arg)value : None;
    public static implicit operator Arg(Scalar? v) => v is null ? None : v.AsArg();
    public static implicit operator Arg(ScalarType v) => (long)v;
    public static implicit operator Arg(ScalarType? v) => v is { } value ? (Arg)(long)value : None;
    public static implicit operator Arg(long[]? v) => v is null ? None : new(Tag.IntList, v);
    public static implicit operator Arg(double[]? v) => v is null ? None : new(Tag.DoubleList, v);
    public static implicit operator Arg(bool[] v) => new(Tag.BoolList, Array.ConvertAll(v, b => b ? 1L : 0L));
    public static implicit operator Arg(string? v) => v is null ? None : new(Tag.String, System.Text.Encoding.UTF8.GetBytes(v));
    public static implicit operator Arg(Device? v) => v is null ? None : new(Tag.Device, null, (long)v.type, v.index);
    public static implicit operator Arg(Generator? v) => v is null ? None : new(Tag.Generator, v);
    public static implicit operator Arg(Tensor[] v) => new(Tag.TensorList, v);

    /// <summary>Indices of aten::index: null stands for a whole dimension.</summary>
    internal static Arg Optional(Tensor?[] v) => new(Tag.OptionalTensorList, v);

    /// <summary>How the argument is shown in an error.</summary>
    public override string ToString() => Tag switch
    {
        Tag.Tensor => Describe((Tensor)Ref!),
        Tag.TensorList or Tag.OptionalTensorList => "[" + string.Join(", ", ((Tensor?[])Ref!).Select(t => t is null ? "none" : Describe(t))) + "]",
        Tag.IntList => "[" + string.Join(", ", (long[])Ref!) + "]",
        Tag.DoubleList => "[" + string.Join(", ", (double[])Ref!) + "]",
        Tag.Int => Bits.ToString(),
        Tag.Double => BitConverter.Int64BitsToDouble(Bits).ToString(),
        Tag.Bool => Bits != 0 ? "true" : "false",
        Tag.String => System.Text.Encoding.UTF8.GetString((byte[])Ref!),
        Tag.Device => $"{(DeviceType)Bits}",
        _ => "none",
    };

    private static string Describe(Tensor t) =>
        t.Disposed ? "disposed tensor" : t.IsInvalid ? "undefined tensor" : $"{t.dtype}[{string.Join(", ", t.shape)}]" + (t.device_type == DeviceType.CPU ? "" : $" on {t.device}");
}
