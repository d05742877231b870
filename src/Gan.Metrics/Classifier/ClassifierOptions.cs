namespace Gan.Metrics;

/// <summary>
/// How an <see cref="ImageClassifier"/> is trained. The defaults reach about 99 % on held-out digits after 9,000 of
/// MNIST's, in well under a minute on two cores.
/// </summary>
public sealed record ClassifierOptions
{
    /// <summary>Seed of weights, order, augmentation and dropout. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Passes over the data, at least 1. Default 12.</summary>
    public int Epochs { get; init; } = 12;

    /// <summary>Images of one update, at least 1. Default 100.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>Adam's step size at the beginning; it falls linearly
    /// to 0 over the last two thirds. Default 0.002.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Each training image is moved by up to this many pixels
    /// along each axis, at random. At least 0. Default 2.</summary>
    public double Shift { get; init; } = 2;

    /// <summary>And turned by up to this angle, in degrees. At least 0. Default 12.</summary>
    public double Rotation { get; init; } = 12;

    /// <summary>And made smaller or larger by up to this part, in [0, 1). Default 0.12.</summary>
    public double Scaling { get; init; } = 0.12;

    internal void Check()
    {
        AtLeast(Epochs, 1, nameof(Epochs));
        AtLeast(BatchSize, 1, nameof(BatchSize));
        InRange(Shift >= 0, Shift, nameof(Shift), "at least 0");
        InRange(Rotation >= 0, Rotation, nameof(Rotation), "at least 0");
        InRange(Scaling is >= 0 and < 1, Scaling, nameof(Scaling), "in [0, 1)");
        InRange(LearningRate > 0, LearningRate, nameof(LearningRate), "greater than 0");
    }

    private static void InRange(bool holds, double value, string name, string bound)
    {
        if (!holds || !double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(
                name,
                value,
                FormattableString.Invariant($"{name} must be {bound}, but was {value}.")
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
