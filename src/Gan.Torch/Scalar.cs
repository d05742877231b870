using TorchSharp.Engine;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A number for an operator: kept managed, so that disposing it costs nothing and forgetting it leaks nothing.</summary>
public sealed class Scalar : IDisposable
{
    private readonly long bits;

    private Scalar(long value, ScalarType type) => (bits, Type) = (value, type);
    private Scalar(double value, ScalarType type) => (bits, Type) = (BitConverter.DoubleToInt64Bits(value), type);

    public ScalarType Type { get; }

    public static implicit operator Scalar(byte value) => new((long)value, ScalarType.Byte);
    public static implicit operator Scalar(sbyte value) => new((long)value, ScalarType.Int8);
    public static implicit operator Scalar(short value) => new((long)value, ScalarType.Int16);
    public static implicit operator Scalar(int value) => new((long)value, ScalarType.Int32);
    public static implicit operator Scalar(long value) => new(value, ScalarType.Int64);
    public static implicit operator Scalar(float value) => new((double)value, ScalarType.Float32);
    public static implicit operator Scalar(double value) => new(value, ScalarType.Float64);
    public static implicit operator Scalar(bool value) => new(value ? 1L : 0L, ScalarType.Bool);
    public static implicit operator Scalar(Half value) => new((double)value, ScalarType.Float16);

    public void Dispose() { }

    internal bool IsFloating => Type is ScalarType.Float32 or ScalarType.Float64 or ScalarType.Float16;

    internal double Double => IsFloating ? BitConverter.Int64BitsToDouble(bits) : bits;

    internal long Long => IsFloating ? (long)BitConverter.Int64BitsToDouble(bits) : bits;

    internal Arg AsArg() => IsFloating ? Double : Type == ScalarType.Bool ? (Arg)(bits != 0) : bits;

    internal static Scalar From(in Value v) => v.Tag switch
    {
        Tag.Double => v.Double,
        Tag.Bool => v.Bits != 0,
        _ => v.Bits,
    };
}
