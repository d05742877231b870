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

    /// <summary>What stands against its settings, each with bound and value; empty when all is well. Build asks once
    /// and lists all; used without a trainer, the library's own throw <see cref="GanConfigurationException"/> with
    /// them.</summary>
    IEnumerable<Problem> Problems() => [];

    /// <summary>Name and settings as one line, for logs and files; checkpoints compare it. The default is
    /// ToString.</summary>
    string Describe() => InvariantText.Of(this);
}
