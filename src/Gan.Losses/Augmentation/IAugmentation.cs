namespace Gan.Losses;

/// <summary>
/// A random change of samples, made in front of the discriminator to
/// real and generated samples alike, through which gradients flow.
/// </summary>
public interface IAugmentation
{
    /// <summary>Changes a batch.</summary>
    /// <param name="samples">[N, …sample shape].</param>
    /// <param name="context">Where and how strongly.</param>
    /// <returns>A tensor of the same shape.</returns>
    Tensor Apply(Tensor samples, AugmentationContext context);

    /// <summary>Whether the strength follows <see cref="AugmentationContext.Probability"/>.</summary>
    bool Adapts => false;

    /// <summary>What does not fit samples of a shape, each with the remedy.</summary>
    /// <param name="shape">Shape of one sample: [C, H, W] or [F].</param>
    IEnumerable<string> Problems(IReadOnlyList<long> shape) => [];
}
