using TorchSharp;

namespace Gan.Metrics;

/// <summary>How <see cref="PerceptualPathLength"/> walks. Values of unlike options are not comparable.</summary>
public sealed record PathLengthOptions
{
    /// <summary>Entries of a latent. At least 1.</summary>
    public required long LatentSize { get; init; }

    /// <summary>Pairs of neighbouring points. At least 1. Default 50,000, as in the paper.</summary>
    public int Pairs { get; init; } = 50_000;

    /// <summary>Step between the neighbours as a part of the path, in (0, 1). Default 1e-4. Images must not be rounded
    /// to bytes: the step would drown.</summary>
    public double Epsilon { get; init; } = 1e-4;

    /// <summary>Along the great circle (normal latents, the default), or
    /// straight (intermediate latents). See White, arXiv:1609.04468.</summary>
    public bool Spherical { get; init; } = true;

    /// <summary>Pairs at random places of the path (the default), or
    /// at its beginning only: the paper's "full" and "end".</summary>
    public bool Full { get; init; } = true;

    /// <summary>Distances outside of these percentiles are left out.
    /// In [0, 50). Default 1, which keeps from 1 to 99.</summary>
    public double TrimmedPercent { get; init; } = 1;

    /// <summary>Pairs of one call of the generator. At least 1. Default 50.</summary>
    public int BatchSize { get; init; } = 50;

    /// <summary>Chooses the latents and the places. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Type in which the generator is handed latents. Default Float32.</summary>
    public torch.ScalarType LatentType { get; init; } = torch.ScalarType.Float32;

    /// <summary>What is out of range, each with its bound and value; empty when all is well.</summary>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(
            Bounds.AtLeast(1, LatentSize),
            Bounds.AtLeast(1, Pairs),
            Bounds.AtLeast(1, BatchSize),
            Bounds.In("(0, 1)", Epsilon),
            Bounds.In("[0, 50)", TrimmedPercent)
        );
}
