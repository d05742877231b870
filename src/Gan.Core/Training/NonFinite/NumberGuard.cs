using System.Globalization;

namespace Gan;

/// <summary>What to do when a number of the training is infinite or no number (NaN).</summary>
public enum NumberPolicy
{
    /// <summary>End the training with a <see cref="NonFiniteException"/> that says what came first. The
    /// default.</summary>
    Stop,

    /// <summary>Leave that update out, with everything the forward passes changed (batch statistics, what penalties
    /// remember), and go on.</summary>
    Skip,

    /// <summary>Go back to the newest checkpoint with a lower learning rate. Needs
    /// <see cref="GanBuilder.WithCheckpoints"/>.</summary>
    RollBack,
}

/// <summary>
/// Watches losses and gradients in every update, and weights in every step that could break them: Adam's and RMSProp's
/// steps from finite gradients are finite, so that under them, and without constraints, weights are read in the first
/// and every 64th step only. Nothing is ever replaced by zero. A gradient also counts as infinite when the sum of its
/// squares overflows, because Adam and RMSProp would then divide by infinity and the weights would silently stand
/// still.
/// </summary>
/// <param name="Policy">What to do. Default: stop.</param>
public sealed record NumberGuard(NumberPolicy Policy = NumberPolicy.Stop)
{
    /// <summary>Updates of one player left out in a row after which training stops all the same; a resumed training
    /// counts from 0. At least 1. Default 10.</summary>
    public int MaxSkips { get; init; } = 10;

    /// <summary>Returns to a checkpoint after which training stops all the same. At least 1. Default 3.</summary>
    public int MaxRollbacks { get; init; } = 3;

    /// <summary>What each return multiplies all learning rates by, in (0, 1]. Default 0.5.</summary>
    public double RateFactor { get; init; } = 0.5;

    internal IEnumerable<Problem> Problems(bool stored) =>
        [
            .. Bounds.Of(
                nameof(NumberGuard),
                Bounds.AtLeast(1, MaxSkips),
                Bounds.AtLeast(1, MaxRollbacks),
                Bounds.In("(0, 1]", RateFactor)
            ),
            .. Bounds.All(
                Policy == NumberPolicy.RollBack && !stored
                    ? new Problem(
                        "NumberPolicy.RollBack goes back to a checkpoint, but none are written.",
                        "Add WithCheckpoints(new CheckpointOptions(…))."
                    )
                    : null
            ),
        ];
}
