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
    IEnumerable<Problem> Problems(IReadOnlyList<long> shape) => [];

    /// <summary>What stands against its settings, each with bound and value; empty when all is well. Build asks once
    /// and lists all; used without a trainer, the library's own throw <see cref="GanConfigurationException"/> with
    /// them.</summary>
    IEnumerable<Problem> Problems() => [];

    /// <summary>Name and settings as one line, for logs and files; checkpoints compare it. The default is
    /// ToString.</summary>
    string Describe() => InvariantText.Of(this);
}
