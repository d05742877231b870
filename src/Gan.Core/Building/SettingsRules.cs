using System.Globalization;
using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>What can be said of settings before a network is made. Every rule names what it found and the
/// remedy.</summary>
internal static class SettingsRules
{
    internal static IEnumerable<string> Check(
        GanSettings s,
        IEnumerable<int> cadences,
        IReadOnlyCollection<string> metrics
    ) =>
        [
            .. s.Training.Problems(),
            .. s.GeneratorOptimizer.Problems().Select(p => "Generator: " + p),
            .. s.DiscriminatorOptimizer.Problems().Select(p => "Discriminator: " + p),
            .. s.Networks.Problems(s.SampleShape),
            .. Data(s),
            .. Cadence(s, cadences),
            .. Lipschitz(s),
            .. DecorationRules.Check(s),
            .. MicroBatchRules.Check(s),
            .. s.Stopping.SelectMany(r => r.Problems(metrics)),
            .. Place(s.Device),
            .. MixedPrecisionRules.Check(s),
        ];

    private static IEnumerable<string> Data(GanSettings s)
    {
        if (s.DataCount < s.Training.BatchSize)
        {
            yield return $"The data set '{s.DataSet}' has {s.DataCount} samples, fewer than BatchSize "
                + $"{s.Training.BatchSize}. Take a smaller batch or more data.";
        }
        if (s.Networks.LatentSize < 1 && s.Networks is CustomNetworks)
        {
            yield return $"latentSize must be at least 1, but was {s.Networks.LatentSize}.";
        }
        if (s.Conditional && s.Condition.IsNone)
        {
            yield return $"{s.Conditioning!.GetType().Name} needs labels, but the data set '{s.DataSet}' has none. "
                + "Give it labels or leave WithConditioning out.";
        }
        if (s.Condition.Classes > Math.Max(s.DataCount, MostUnseen))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The data set '{s.DataSet}' has {s.DataCount:N0} samples, but {s.Condition.Classes:N0} classes, "
            )
                + "the largest label being the last: both networks would carry each of them. "
                + "Number the labels from 0 without gaps.";
        }
    }

    // A small cut of a large set honestly knows classes that it does not show.
    // The largest set in use, ImageNet-21k, has 21,841.
    private const long MostUnseen = 25_000;

    private static IEnumerable<string> Cadence(GanSettings s, IEnumerable<int> cadences)
    {
        foreach (
            var every in cadences
                .Concat(s.Penalties.Select(p => p.Every))
                .Concat(s.GeneratorPenalties.Select(p => p.Every))
                .Where(e => e < 1)
        )
        {
            yield return $"every must be at least 1, but was {every}.";
        }
    }

    private static IEnumerable<string> Lipschitz(GanSettings s)
    {
        var penalty = s.Penalties.Any(p => p.Penalty.PenalisesGradient);
        var clipping = s.Constraints.Any(c => c is WeightClipping);
        var bounded = s.Networks.BoundsSlope;
        var known = s
            .Penalties.Select(p => p.Penalty)
            .Where(p => !Equals(p, s.Conditioning?.DiscriminatorTerm))
            .ToList();
        if (s.Loss.EstimatesWasserstein && !penalty && !clipping && !bounded && !known.Exists(p => p.MayBoundSlope))
        {
            yield return "A Wasserstein loss needs a critic with bounded slope, but nothing bounds it. Use "
                + "WithWgangp(), WithWgan(), AddPenalty(new GradientPenalty()), or spectral normalisation.";
        }
        if (penalty && clipping)
        {
            yield return "Weight clipping and a gradient penalty both bound the critic's slope and work against each "
                + "other. Use WithWgangp() without AddPenalty, or WithWgan() without a gradient penalty.";
        }
        if (
            s.Loss.EstimatesWasserstein
            && !clipping
            && known.Exists(p => p is R1Penalty or R2Penalty)
            && !known.Exists(p => p.PenalisesGradient && p is not (R1Penalty or R2Penalty))
        )
        {
            yield return "R1 and R2 draw the critic's slope to 0 at the data, but a Wasserstein critic needs a slope "
                + "of 1. Use WithWgangp(), or WithR3gan() for R1 and R2.";
        }
        if (known.Count(p => p is GradientPenalty or OneSidedGradientPenalty) > 1)
        {
            yield return "Two gradient penalties are set, and their weights would add up. WithWgangp(lambda) and "
                + "WithWganlp(lambda) bring one already: leave AddPenalty(new GradientPenalty()) out.";
        }
        foreach (
            var twice in known
                .Where(p => p.PenalisesGradient && p is not (GradientPenalty or OneSidedGradientPenalty))
                .GroupBy(p => p.GetType())
                .Where(g => g.Count() > 1)
        )
        {
            yield return $"{twice.Key.Name} is set twice, and the weights would add up. The loss's preset brings one "
                + $"already: leave AddPenalty(new {twice.Key.Name}()) out, or give the preset its weight.";
        }
        if (clipping && s.DiscriminatorOptimizer.HasMomentum)
        {
            yield return "WGAN with weight clipping becomes unstable with momentum (Arjovsky et al. 2017, section "
                + $"4), but the critic has it in its {s.DiscriminatorOptimizer.GetType().Name}. Use "
                + "RmsPropOptions() or AdamOptions(Beta1: 0).";
        }
        if (penalty && s.Networks is DcganOptions { DiscriminatorNorm: DiscriminatorNorm.Batch })
        {
            yield return NetworkRules.BatchNormUnderPenalty;
        }
    }

    private static IEnumerable<string> Place(string device)
    {
        if (TorchBackend.DeviceProblem(new Device(device)) is { } problem)
        {
            yield return problem;
        }
    }
}
