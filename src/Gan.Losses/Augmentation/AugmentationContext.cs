namespace Gan.Losses;

/// <summary>What an augmentation may know of the moment.</summary>
/// <param name="Random">Where it draws its random numbers.</param>
/// <param name="Progress">Share of the training done, in [0, 1]; 0 in the first step.</param>
public sealed record AugmentationContext(torch.Generator Random, double Progress = 0)
{
    /// <summary>
    /// The probability with which each sample is changed by each part of an adaptive augmentation, a scalar tensor in
    /// [0, 1]; null means always. A tensor, so that a device need not be waited for.
    /// </summary>
    public Tensor? Probability { get; init; }
}
