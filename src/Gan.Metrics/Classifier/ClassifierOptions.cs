namespace Gan.Metrics;

/// <summary>
/// How an <see cref="ImageClassifier"/> is trained. The defaults reach 98 to 99 % on held-out digits after 9,000 of MNIST's,
/// in well under a minute on two cores.
/// </summary>
public sealed record ClassifierOptions
{
    /// <summary>Seed of weights, order, shifts and dropout. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Passes over the data, at least 1. Default 8.</summary>
    public int Epochs { get; init; } = 8;

    /// <summary>Images of one update, at least 1. Default 100.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>Adam's step size at the beginning; it falls linearly to 0 over the last two thirds. Default 0.002.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Each training image is moved by up to this many pixels along each axis, at random; 0 moves none. Default 2.</summary>
    public int Shift { get; init; } = 2;

    internal void Check()
    {
        AtLeast(Epochs, 1, nameof(Epochs));
        AtLeast(BatchSize, 1, nameof(BatchSize));
        AtLeast(Shift, 0, nameof(Shift));
        if (!(LearningRate > 0 && double.IsFinite(LearningRate)))
            throw new ArgumentOutOfRangeException(nameof(LearningRate), LearningRate, FormattableString.Invariant($"LearningRate must be greater than 0, but was {LearningRate}."));
    }

    private static void AtLeast(int value, int bound, string name)
    {
        if (value < bound) throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {bound}, but was {value}.");
    }
}
