namespace Gan.Onnx;

/// <summary>How the weights of a shipped file are stored. All are computed with in float32: a runtime turns them back
/// when it loads the file.</summary>
public enum OnnxStorage
{
    /// <summary>As they are.</summary>
    Float32,

    /// <summary>In 16 bits: half of the bytes.</summary>
    Float16,

    /// <summary>In 8 bits with a scale for each map: about a quarter of the bytes.</summary>
    Int8,
}

/// <summary>How a network is shipped.</summary>
public sealed record OnnxOptions
{
    /// <summary>How weights are stored. Default float32.</summary>
    public OnnxStorage Storage { get; init; }

    /// <summary>Names of the classes, one for each; null for none.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Licence of the weights, such as "CC-BY-4.0"; null for none.</summary>
    public string? Licence { get; init; }

    /// <summary>The largest difference from the trained network, in float32, that is shipped. Above 0. Default
    /// 1e-4.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>The least PSNR in dB between samples of stored and of float32 weights, from the same latents. At least
    /// 0. Default 40.</summary>
    public double LeastPsnr { get; init; } = 40;

    /// <summary>What stands against these settings; empty when all is well.</summary>
    public IEnumerable<Problem> Problems() =>
        Bounds.Of(nameof(OnnxOptions), Bounds.Named(Storage), Bounds.Above(0, Tolerance), Bounds.AtLeast(0, LeastPsnr));
}
