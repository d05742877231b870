namespace Gan.Onnx;

/// <summary>How the range of a map's values is taken from samples.</summary>
public enum CalibrationRange
{
    /// <summary>From the least to the largest value.</summary>
    MinMax,

    /// <summary>Without the shares of values at both ends that <see cref="Quantisation.Percentile"/> leaves out.</summary>
    Percentile,
}

/// <summary>
/// Static quantisation of convolutions and linear layers: activations in unsigned 8 bits, weights in signed 8 bits with
/// a scale for each map, symmetric ("U8S8"), written as QuantizeLinear and DequantizeLinear around the layers. It makes
/// networks of convolutions faster on processors. Transposed convolutions stay in float32: ONNX Runtime has no integer
/// kernel for them.
/// </summary>
public sealed record Quantisation
{
    /// <summary>How ranges are taken. Default from the least to the largest value.</summary>
    public CalibrationRange Range { get; init; }

    /// <summary>Samples that ranges are taken from, drawn as in use, of all classes in turn. From 16 to 100,000; default
    /// 256.</summary>
    public int Samples { get; init; } = 256;

    /// <summary>Share of values below the upper end and above the lower one, from 0.9 to 1; default 0.9999.</summary>
    public double Percentile { get; init; } = 0.9999;

    /// <summary>Seed of these samples.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>True keeps weights in 7 bits: on processors without VNNI, sums of two products of 8 bits saturate or
    /// take twice the time, and those of 7 do neither. Default false.</summary>
    public bool SevenBits { get; init; }

    /// <summary>True quantises the first linear layer and the last convolution too, which weigh little in time and much
    /// in the picture. Default false.</summary>
    public bool Ends { get; init; }

    internal IEnumerable<Problem> Problems() =>
        Bounds.Of(
            nameof(Quantisation),
            Bounds.Named(Range),
            Bounds.Within(16, 100_000, Samples),
            Bounds.Within(0.9, 1.0, Percentile),
            Bounds.Within(0, int.MaxValue - 100_000, Seed)
        );
}
