namespace Gan.Losses;

/// <summary>
/// A term that is added to the discriminator's objective, such as a gradient penalty. It carries its own weight;
/// whoever applies it only every k-th update multiplies it by k.
/// </summary>
public interface IPenalty
{
    /// <summary>
    /// Whether the term holds a gradient with respect to samples. Such a penalty presumes that a sample's score depends
    /// on that sample alone, so networks leave batch normalisation out of the discriminator.
    /// </summary>
    bool PenalisesGradient => false;

    /// <summary>The term for one discriminator update.</summary>
    /// <param name="context">What this update knows.</param>
    /// <returns>
    /// A scalar that keeps its graph to the discriminator's weights, so that it can be added to the loss and go through
    /// one backward pass with it.
    /// </returns>
    Tensor Penalty(PenaltyContext context);

    /// <summary>What it does to the discriminator's slope. Default: unknown.</summary>
    CriticSlope Slope => CriticSlope.Unknown;

    /// <summary>What stands against its settings, each with bound and value; empty when all is well. Build asks once
    /// and lists all; used without a trainer, the library's own throw <see cref="GanConfigurationException"/> with
    /// them.</summary>
    IEnumerable<Problem> Problems() => [];

    /// <summary>Name and settings as one line, for logs and files; checkpoints compare it. The default is
    /// ToString.</summary>
    string Describe() => InvariantText.Of(this);
}
