using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>A part of an update's batch, or all of it. Its tensors are views.</summary>
/// <param name="Real">Real samples [n, …].</param>
/// <param name="Latents">Latents [n, L].</param>
/// <param name="Condition">Labels [n] or vectors [n, K]; null without a condition.</param>
/// <param name="Weight">n / N: what the part's mean weighs in the mean of the whole.</param>
internal readonly record struct BatchPart(Tensor Real, Tensor Latents, Tensor? Condition, double Weight);

/// <summary>What an update minimises on a part of its batch.</summary>
internal readonly record struct PartObjective(Tensor Loss, TermInput Input);

/// <summary>What an update left behind: whether it was done or left out, the objective over its batch, and the
/// scores.</summary>
internal readonly record struct UpdateOutcome(bool Done, Tensor Loss, Tensor? RealScores, Tensor FakeScores);

/// <summary>
/// Splits a batch so that only a part of it needs memory at a time. Gradients add up over the parts: for an objective
/// that is a mean over samples the sum is the whole batch's gradient, up to rounding.
/// </summary>
internal static class MicroBatches
{
    /// <summary>The parts of so many samples; null for one part.</summary>
    internal static IReadOnlyList<BatchPart> Split(Batch batch, Tensor latents, Tensor? condition, int? size)
    {
        if (size is not { } each || each >= batch.Count)
        {
            return [new(batch.Samples, latents, condition, 1)];
        }
        return
        [
            .. Enumerable
                .Range(0, (int)(batch.Count / each))
                .Select(i => new BatchPart(
                    batch.Samples.narrow(0, i * each, each),
                    latents.narrow(0, i * each, each),
                    condition?.narrow(0, i * each, each),
                    each / (double)batch.Count
                )),
        ];
    }

    /// <summary>Puts the parts' outcomes together.</summary>
    internal static UpdateOutcome Join(bool done, IReadOnlyList<PartObjective> parts, IReadOnlyList<double> weights)
    {
        if (parts.Count == 1)
        {
            return new(done, parts[0].Loss, parts[0].Input.RealScores, parts[0].Input.FakeScores);
        }
        using var _ = no_grad();
        return new(
            done,
            stack(parts.Select((p, i) => p.Loss.reshape([]) * weights[i])).sum(),
            parts[0].Input.RealScores is null ? null : cat([.. parts.Select(p => p.Input.RealScores!)]),
            cat([.. parts.Select(p => p.Input.FakeScores)])
        );
    }
}
