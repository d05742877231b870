using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>Mirrors each image with a probability. Not for digits,
/// letters or faces that shall keep their parting.</summary>
public sealed record RandomFlip : IRandomTransform
{
    /// <summary>Makes the transform.</summary>
    /// <param name="horizontal">Probability of exchanging left and right, in [0, 1]. Default 0.5.</param>
    /// <param name="vertical">Probability of exchanging top and bottom, in [0, 1]. Default 0.</param>
    public RandomFlip(double horizontal = 0.5, double vertical = 0)
    {
        Horizontal = horizontal;
        Vertical = vertical;
    }

    /// <summary>Probability of exchanging left and right.</summary>
    public double Horizontal { get; }

    /// <summary>Probability of exchanging top and bottom.</summary>
    public double Vertical { get; }

    /// <inheritdoc/>
    bool IRandomTransform.ScalesWithImage => true;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(Bounds.Within(0, 1, Horizontal, "horizontal"), Bounds.Within(0, 1, Vertical, "vertical"));

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape) => TransformImages.Problems(this, shape);

    /// <inheritdoc/>
    public Tensor Apply(Tensor samples, TransformRandom random)
    {
        if (!TransformImages.Any(this, samples, random))
        {
            return samples.alias();
        }

        var across = Flip(samples, 3, random.Chance(Horizontal));
        return Flip(across, 2, random.Chance(Vertical));
    }

    private static Tensor Flip(Tensor images, long axis, bool[] which) =>
        which.Contains(true) ? TransformImages.Choose(images, images.flip(axis), which) : images;
}
