namespace Gan.Losses;

/// <summary>
/// A term that is added to the generator's objective, such as feature matching or path length. It carries its own
/// weight; whoever applies it only every k-th update multiplies it by k.
/// </summary>
public interface IGeneratorPenalty
{
    /// <summary>The term for one generator update.</summary>
    /// <param name="context">What this update knows.</param>
    /// <returns>A scalar that keeps its graph to the generator's weights.</returns>
    Tensor Penalty(PenaltyContext context);
}
