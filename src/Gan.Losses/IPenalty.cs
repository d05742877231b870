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

    /// <summary>Whether the term may keep the discriminator's slope bounded, which a Wasserstein loss needs. As it
    /// comes true: only what surely does not is refused beside such a loss without anything else.</summary>
    bool MayBoundSlope => true;

    /// <summary>The term for one discriminator update.</summary>
    /// <param name="context">What this update knows.</param>
    /// <returns>
    /// A scalar that keeps its graph to the discriminator's weights, so that it can be added to the loss and go through
    /// one backward pass with it.
    /// </returns>
    Tensor Penalty(PenaltyContext context);
}
