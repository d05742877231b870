using static TorchSharp.torch;

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

    /// <summary>Computes convolutions in whole numbers; null, the default, does not. Weights that are not quantised are
    /// stored as <see cref="Storage"/> says.</summary>
    public Quantisation? Quantisation { get; init; }

    /// <summary>Compares samples of float32 with those of stored or quantised weights from the same latents, such as by
    /// a Fréchet distance: the number goes into report and file. Null for none.</summary>
    public Func<Tensor, Tensor, double>? Distance { get; init; }

    /// <summary>Samples that are compared so, from 16 to 1,000,000. Default 256.</summary>
    public int DistanceSamples { get; init; } = 256;

    /// <summary>True leaves the input "truncation" of a generator with styles without a value of its own: runtimes for
    /// JavaScript take no other. Default false.</summary>
    public bool TruncationIsFed { get; init; }

    /// <summary>Names of the classes, one for each; null for none.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Licence of the weights, such as "CC-BY-4.0"; null for none.</summary>
    public string? Licence { get; init; }

    /// <summary>The largest difference from the trained network, in float32, that is shipped. Above 0. Default
    /// 1e-4.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>The least PSNR in dB between samples of stored or quantised and of float32 weights, from the same
    /// latents. At least 0. Default 30.</summary>
    public double LeastPsnr { get; init; } = 30;

    /// <summary>What stands against these settings; empty when all is well.</summary>
    public IEnumerable<Problem> Problems() =>
        Bounds
            .Of(
                nameof(OnnxOptions),
                Bounds.Named(Storage),
                Bounds.Above(0, Tolerance),
                Bounds.AtLeast(0, LeastPsnr),
                Bounds.Within(16, 1_000_000, DistanceSamples)
            )
            .Concat(Quantisation?.Problems() ?? []);
}
