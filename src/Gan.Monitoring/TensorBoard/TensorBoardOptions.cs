namespace Gan.Monitoring;

/// <summary>What a <see cref="TensorBoardLogger"/> writes besides scalars.</summary>
public sealed record TensorBoardOptions
{
    /// <summary>Samples in a picture; 0 for no pictures. At least 0. Default 64.</summary>
    public int Samples { get; init; } = 64;

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

    internal void Check()
    {
        AtLeast(Samples, 0, nameof(Samples));
        AtLeast(Pictures, 1, nameof(Pictures));
        AtLeast(Histograms, 0, nameof(Histograms));
        AtLeast(Bins, 1, nameof(Bins));
        if (FlushEvery < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(FlushEvery),
                FlushEvery,
                $"FlushEvery must be at least 0, but was {FlushEvery}."
            );
        }
    }

    private static void AtLeast(int value, int bound, string name)
    {
        if (value < bound)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {bound}, but was {value}.");
        }
    }
}
