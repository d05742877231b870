namespace Gan.Monitoring;

/// <summary>What a <see cref="TensorBoardLogger"/> writes besides scalars.</summary>
public sealed record TensorBoardOptions
{
    /// <summary>Samples in a picture; 0 for no pictures. At least 0. Default 64.</summary>
    public int Samples { get; init; } = 64;

    /// <summary>Whether each channel of an image, of which there may be any number, is drawn as a grey picture of its
    /// own. Default false: images [1, H, W], [3, H, W] and [4, H, W] (RGBA, over a checkerboard) are drawn.</summary>
    public bool Planes { get; init; }

    /// <summary>Chooses the latents, the same in every picture. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many pictures in a training. At least 1. Default 20.</summary>
    public int Pictures { get; init; } = 20;

    /// <summary>How many times in a training the weights and gradients of all networks are drawn as histograms; 0 for
    /// none. At least 0. Default 10.</summary>
    public int Histograms { get; init; } = 10;

    /// <summary>Bins of a histogram. At least 1. Default 30.</summary>
    public int Bins { get; init; } = 30;

    /// <summary>After how long what was written reaches the file at the latest, with the next step. At least 0. Default
    /// 10 s. A killed process loses no more than this.</summary>
    public TimeSpan FlushEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What is out of range, each with its bound and value; empty when all is well.</summary>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(
            Bounds.AtLeast(0, Samples),
            Bounds.AtLeast(1, Pictures),
            Bounds.AtLeast(0, Histograms),
            Bounds.AtLeast(1, Bins),
            Bounds.Must(FlushEvery >= TimeSpan.Zero, "be at least 0", FlushEvery)
        );
}
