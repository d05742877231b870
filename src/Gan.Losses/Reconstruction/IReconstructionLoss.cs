namespace Gan.Losses;

/// <summary>How far what a translator makes is from what it should have made. A record, with its own weight.</summary>
public interface IReconstructionLoss
{
    /// <summary>The term, as a mean over samples.</summary>
    /// <param name="output">What was made, [N, C, H, W], with its graph.</param>
    /// <param name="target">What it should be, of the same shape.</param>
    /// <returns>A scalar, 0 where both are equal, the weight counted in.</returns>
    Tensor Distance(Tensor output, Tensor target);

    /// <summary>Name of the curve that shows it, such as "l1".</summary>
    string Name { get; }

    /// <summary>What stands against its settings, each with bound and value; empty when all is well.</summary>
    IEnumerable<Problem> Problems() => [];

    /// <summary>Name and settings as one line, for logs and files; checkpoints compare it. The default is
    /// ToString.</summary>
    string Describe() => ToString() ?? GetType().Name;
}
