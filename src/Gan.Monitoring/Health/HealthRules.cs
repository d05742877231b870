using System.Globalization;
using static System.FormattableString;

namespace Gan.Monitoring;

/// <summary>One look for one kind of problem: whether it is there, whether it is certainly not, and the words for
/// it.</summary>
internal readonly record struct Symptom(HealthKind Kind, bool Bad, bool Good, Func<long, string> Sentence);

/// <summary>What the numbers of a reading mean. Each kind is over only when its number is back at twice its
/// threshold.</summary>
internal sealed class HealthRules(HealthOptions options, bool wasserstein, double realPair)
{
    private const double LargestGap = 100; // of scores that go into a sigmoid, a hinge or a square
    private const double LargestDistance = 10; // times the mean distance of real samples, for a critic of slope 1

    private readonly GradientHistory generator = new(),
        discriminator = new();

    /// <summary>A gap of scores that is small for this loss.</summary>
    public double SmallGap => wasserstein && realPair > 0 ? 0.05 * realPair : 0.25;

    private double LargeGap =>
        !wasserstein ? LargestGap
        : realPair > 0 ? LargestDistance * realPair
        : double.PositiveInfinity;

    /// <summary>What scores and gradients show.</summary>
    public IEnumerable<Symptom> Check(HealthReading now)
    {
        generator.Add(now.GeneratorGradient);
        discriminator.Add(now.DiscriminatorGradient);
        yield return Below(
            HealthKind.DiscriminatorWins,
            now.RealScore > now.FakeScore ? now.GradientLeft : 1,
            options.SaturatedBelow,
            since =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The discriminator has told real from generated samples almost without error since step {since}"
                )
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $" (mean scores {now.RealScore:0.0} and {now.FakeScore:0.0}), so that the generator "
                        + $"learns little from it."
                )
        );
        var left = Math.Min(
            generator.OfHighest(now.GeneratorGradient),
            now.GeneratorGradientLeft is >= 0 and var flat ? flat : 1
        );
        if (now.RealScore - now.FakeScore < SmallGap)
        {
            left = 1; // a generator that has reached the data needs no gradient
        }
        yield return Below(
            HealthKind.VanishingGradient,
            left,
            options.VanishingBelow,
            since =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The generator has hardly learnt since step {since}: what reaches it of its gradient "
                        + $"is 1/{Math.Min(1 / left, 1e9):N0} of what it was."
                )
        );
        yield return Exploding(now);
        yield return Above(
            HealthKind.Oscillation,
            now.Swing,
            options.SwingAbove,
            since =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Generator and discriminator have overtaken each other in turns since step {since}: "
                        + $"the gap between real and generated scores swings"
                ) + Invariant($" by {now.Swing:0.0} times its mean instead of settling.")
        );
    }

    /// <summary>What samples show, after a look at them.</summary>
    public IEnumerable<Symptom> CheckSamples(HealthReading now)
    {
        var spread = now.Spread ?? 1;
        var duplicates = now.Duplicates ?? 0;
        var nearest = now.Nearest ?? 1;
        var flat = Below(HealthKind.Collapse, spread, options.CollapsedBelow, null!);
        var doubled = Above(HealthKind.Collapse, duplicates, options.DuplicatesAbove, null!);
        var collapse = new Symptom(
            HealthKind.Collapse,
            flat.Bad || doubled.Bad,
            flat.Good && doubled.Good,
            since =>
                flat.Bad
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"The samples have looked nearly alike since step {since}: their mean distance is "
                            + $"{100 * spread:0.#} % of that of real samples (mode collapse)."
                    )
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"Many samples have been repeated since step {since}: {100 * duplicates:0} % of "
                            + $"them have a near-duplicate among {options.Samples} (mode collapse)."
                    )
        );
        yield return collapse;
        yield return Below(
            HealthKind.Memorisation,
            collapse.Bad ? 1 : nearest,
            options.CopiesBelow,
            since =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The samples have been copies of training samples since step {since}: the median one "
                        + $"is at {100 * nearest:0.#} % of the distance"
                ) + " that training samples have to each other."
        );
    }

    private Symptom Exploding(HealthReading now)
    {
        var gap = Math.Abs(now.RealScore - now.FakeScore) / LargeGap;
        var g = generator.OfUsual(now.GeneratorGradient) / options.ExplodingAbove;
        var d = discriminator.OfUsual(now.DiscriminatorGradient) / options.ExplodingAbove;
        if (double.IsInfinity(now.GeneratorGradient))
        {
            g = double.PositiveInfinity;
        }
        if (double.IsInfinity(now.DiscriminatorGradient))
        {
            d = double.PositiveInfinity;
        }
        return Above(
            HealthKind.Exploding,
            Math.Max(gap, Math.Max(g, d)),
            1,
            since =>
                gap > 1
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"The scores have been apart beyond all measure since step {since} (means "
                            + $"{now.RealScore:g3} and {now.FakeScore:g3}): the training is running away."
                    )
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"The gradient of the {(g > d ? "generator" : "discriminator")} has been over "
                            + $"{options.ExplodingAbove:N0} times its usual size since step {since}:"
                    ) + " the training is running away."
        );
    }

    private static Symptom Below(HealthKind kind, double value, double threshold, Func<long, string> sentence) =>
        new(kind, value < threshold, value > Math.Min(2 * threshold, (1 + threshold) / 2), sentence);

    private static Symptom Above(HealthKind kind, double value, double threshold, Func<long, string> sentence) =>
        new(kind, value > threshold, value < threshold / 2, sentence);
}
