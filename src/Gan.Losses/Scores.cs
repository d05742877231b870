namespace Gan.Losses;

/// <summary>What a loss can be made of.</summary>
internal static class Scores
{
    /// <exception cref="ArgumentNullException">There are none.</exception>
    /// <exception cref="ArgumentException">They are no floats [N], [N, k] or [N, 1, h, w] with N at least
    /// 1.</exception>
    public static Tensor Check(Tensor scores, string name)
    {
        ArgumentNullException.ThrowIfNull(scores, name);
        return scores.is_floating_point() && scores.numel() > 0 && (scores.ndim is 1 or 2 || ArePatches(scores))
            ? scores
            : throw new ArgumentException(
                $"{name} must be floating-point scores of shape [N] or [N, k], or of patches, [N, 1, h, w], with N at "
                    + $"least 1, but are {scores.dtype} of shape {ShapeText.Of(scores.shape)}.",
                name
            );
    }

    /// <summary>Whether there is a map of scores for each sample, one a patch.</summary>
    public static bool ArePatches(Tensor scores) => scores.ndim == 4 && scores.size(1) == 1;

    /// <summary>The mean score over samples and patches, of each discriminator for itself: [] or [k].</summary>
    public static Tensor Mean(Tensor scores) => ArePatches(scores) ? scores.mean() : scores.mean([0]);

    /// <summary>The scores of a function that only some losses ask.</summary>
    public static Tensor Evaluate(Func<Tensor> scores, string name)
    {
        ArgumentNullException.ThrowIfNull(scores, name);
        return Check(scores(), name);
    }

    /// <summary>The number of columns is that of the discriminators.</summary>
    public static (Tensor Real, Tensor Fake) Check(Tensor real, Tensor fake)
    {
        Check(real, nameof(real));
        Check(fake, nameof(fake));
        return real.ndim == fake.ndim && (real.ndim == 1 || real.size(1) == fake.size(1))
            ? (real, fake)
            : throw new ArgumentException(
                "real and fake must be scores of the same discriminators, but have the shapes "
                    + $"{ShapeText.Of(real.shape)} and {ShapeText.Of(fake.shape)}.",
                nameof(fake)
            );
    }
}
