using Gan.Losses;

namespace Gan;

/// <summary>Whether what bounds the slope of a critic goes together, and with the loss.</summary>
internal static class LipschitzRules
{
    internal const string BatchNormUnderPenalty =
        "The critic has batch normalisation, but its gradient is penalised for each sample, and batch "
        + "statistics couple the samples (Gulrajani et al. 2017, section 4).";

    internal const string OtherNorm = "Use DiscriminatorNorm.Auto, None, Instance, Layer or Spectral.";

    internal static IEnumerable<Problem> Check(GanSettings settings)
    {
        List<IPenalty> penalties = [.. settings.Penalties.Select(scheduled => scheduled.Penalty)];
        var penalised = penalties.Exists(penalty => penalty.PenalisesGradient);
        var clipped = settings.Constraints.Any(constraint => constraint.Slope == CriticSlope.Bounded);
        return
        [
            .. settings.Loss.EstimatesWasserstein ? Wasserstein(settings, penalties, clipped) : [],
            .. clipped ? Clipping(settings, penalised) : [],
            .. Twice(penalties),
            .. Doubled(penalties.Where(penalty => penalty.Slope != CriticSlope.One), "AddPenalty"),
            .. Doubled(settings.GeneratorPenalties.Select(scheduled => scheduled.Penalty), "AddGeneratorPenalty"),
            .. penalised && settings.Networks.CouplesSamples
                ? [new Problem(BatchNormUnderPenalty, OtherNorm)]
                : Array.Empty<Problem>(),
        ];
    }

    private static IEnumerable<Problem> Wasserstein(GanSettings settings, List<IPenalty> penalties, bool clipped)
    {
        if (
            settings.Networks.Slope == CriticSlope.Free
            && settings.Constraints.All(constraint => constraint.Slope == CriticSlope.Free)
            && penalties.TrueForAll(penalty => penalty is { Slope: CriticSlope.Free, PenalisesGradient: false })
        )
        {
            yield return new Problem(
                "A Wasserstein loss needs a critic with bounded slope, but nothing bounds it.",
                "Use WithWgangp(), WithWgan(), AddPenalty(new GradientPenalty()), or spectral normalisation."
            );
        }
        if (
            !clipped
            && penalties.Exists(penalty => penalty.Slope == CriticSlope.Flat)
            && !penalties.Exists(penalty => penalty.PenalisesGradient && penalty.Slope != CriticSlope.Flat)
        )
        {
            yield return new Problem(
                "R1 and R2 draw the critic's slope to 0 at the data, but a Wasserstein critic needs a slope of 1.",
                "Use WithWgangp(), or WithR3gan() for R1 and R2."
            );
        }
    }

    private static IEnumerable<Problem> Clipping(GanSettings settings, bool penalised)
    {
        if (penalised)
        {
            yield return new Problem(
                "Weight clipping and a gradient penalty both bound the critic's slope and work against each other.",
                "Use WithWgangp() without AddPenalty, or WithWgan() without a gradient penalty."
            );
        }
        if (settings.DiscriminatorOptimizer.HasMomentum)
        {
            yield return new Problem(
                "WGAN with weight clipping becomes unstable with momentum (Arjovsky et al. 2017, section 4), but the "
                    + $"critic has it in its {settings.DiscriminatorOptimizer.GetType().Name}.",
                "Use RmsPropOptions() or AdamOptions(Beta1: 0)."
            );
        }
    }

    private static IEnumerable<Problem> Twice(List<IPenalty> penalties)
    {
        if (penalties.Count(penalty => penalty.Slope == CriticSlope.One) > 1)
        {
            yield return new Problem(
                "Two gradient penalties are set, and their weights would add up.",
                "WithWgangp(lambda) and WithWganlp(lambda) bring one already: "
                    + "leave AddPenalty(new GradientPenalty()) out."
            );
        }
    }

    // The library's own: what another's term means twice is for its author to say.
    private static IEnumerable<Problem> Doubled(IEnumerable<object> terms, string call)
    {
        var own = terms.Where(term => term.GetType().Assembly == typeof(PathLength).Assembly);
        foreach (var same in own.GroupBy(term => term.GetType()).Where(group => group.Count() > 1))
        {
            yield return new Problem(
                $"{same.Key.Name} is set twice, and the weights would add up.",
                $"The loss's preset brings one already: leave {call}(new {same.Key.Name}()) out, or give the preset "
                    + "its weight."
            );
        }
    }
}
