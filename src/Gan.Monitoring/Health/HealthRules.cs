using static System.FormattableString;

namespace Gan.Monitoring;

/// <summary>One look for one kind of problem: whether it is there,
/// whether it is certainly not, and the words for it.</summary>
internal readonly record struct Symptom(HealthKind Kind, bool Bad, bool Good, Func<long, string> Sentence);

/// <summary>What the numbers of a reading mean. Each kind is over
/// only when its number is back at twice its threshold.</summary>
/// <param name="options">The thresholds.</param>
/// <param name="wasserstein">Whether the loss estimates a distance.</param>
/// <param name="realPair">Mean distance between real samples; 0 where unknown.</param>
/// <param name="generators">Names of the players that make samples.</param>
internal sealed class HealthRules(
    HealthOptions options,
    bool wasserstein,
    double realPair,
    IReadOnlyList<string> generators
)
{
    private const double MaxGap = 100; // of scores that go into a sigmoid, a hinge or a square
    private const double MaxDistance = 10; // times the mean distance of real samples, for a critic of slope 1

    private readonly Dictionary<string, GradientHistory> histories = []; // by player

    /// <summary>A gap of scores that is small for this loss.</summary>
    public double SmallGap => wasserstein && realPair > 0 ? 0.05 * realPair : 0.25;

    private double LargeGap
    {
        get
        {
            if (!wasserstein)
            {
                return MaxGap;
            }
            return realPair > 0 ? MaxDistance * realPair : double.PositiveInfinity;
        }
    }

    /// <summary>What scores and gradients show.</summary>
    /// <param name="now">The reading.</param>
    /// <param name="hasScores">Whether the game reports mean scores of real and of generated samples: without them the
    /// gradients alone are judged.</param>
    public IEnumerable<Symptom> Check(HealthReading now, bool hasScores)
    {
        foreach (var (player, norm) in now.Gradients)
        {
            History(player).Add(norm);
        }
        if (hasScores)
        {
            yield return DiscriminatorWins(now);
        }
        if (hasScores && generators.Count > 0)
        {
            yield return VanishingGradient(now);
        }
        yield return Exploding(now, hasScores);
        if (hasScores)
        {
            yield return Oscillation(now);
        }
    }

    /// <summary>What samples show, after a look at them.</summary>
    public IEnumerable<Symptom> CheckSamples(HealthReading now)
    {
        var collapse = Collapse(now);
        yield return collapse;
        yield return Memorisation(now, collapse.Bad);
    }

    private Symptom DiscriminatorWins(HealthReading now)
    {
        var left = now.RealScore > now.FakeScore ? now.GradientLeft : 1;
        var scores = Invariant($"mean scores {now.RealScore:0.0} and {now.FakeScore:0.0}");
        return Below(
            HealthKind.DiscriminatorWins,
            left,
            options.SaturatedBelow,
            since =>
                "The discriminator has told real from generated samples almost without error since step "
                + Invariant($"{since} ({scores}), so that the generator learns little from it.")
        );
    }

    private Symptom VanishingGradient(HealthReading now)
    {
        var slope = now.GeneratorGradientLeft >= 0 ? now.GeneratorGradientLeft : 1; // NaN where the loss gives none
        var weakest = generators.MinBy(Share)!;
        var left = Math.Min(Share(weakest), slope);
        if (now.RealScore - now.FakeScore < SmallGap)
        {
            left = 1; // a generator that has reached the data needs no gradient
        }
        return Below(
            HealthKind.VanishingGradient,
            left,
            options.VanishingBelow,
            since =>
                Invariant($"The {weakest} has hardly learnt since step {since}: what reaches it of its gradient is ")
                + Invariant($"1/{Math.Min(1 / left, 1e9):N0} of what it was.")
        );

        double Share(string generator) => History(generator).OfHighest(now.Gradients[generator]);
    }

    private Symptom Exploding(HealthReading now, bool hasScores)
    {
        var gap = hasScores ? Math.Abs(now.RealScore - now.FakeScore) / LargeGap : 0;
        var wildest = "";
        var most = 0.0;
        foreach (var (player, norm) in now.Gradients)
        {
            var excess = Excess(History(player), norm);
            wildest = excess > most ? player : wildest;
            most = Math.Max(most, excess);
        }
        return Above(
            HealthKind.Exploding,
            Math.Max(gap, most),
            1,
            since => gap > 1 ? ScoresExplode(now, since) : GradientExplodes(wildest, since)
        );
    }

    private GradientHistory History(string player)
    {
        if (!histories.TryGetValue(player, out var history))
        {
            history = new();
            histories[player] = history;
        }
        return history;
    }

    private double Excess(GradientHistory history, double gradient) =>
        double.IsInfinity(gradient) ? double.PositiveInfinity : history.OfUsual(gradient) / options.ExplodingAbove;

    private static string ScoresExplode(HealthReading now, long since)
    {
        var means = Invariant($"means {now.RealScore:g3} and {now.FakeScore:g3}");
        return Invariant($"The scores have been apart beyond all measure since step {since} ({means}): ")
            + "the training is running away.";
    }

    private string GradientExplodes(string player, long since) =>
        Invariant($"The gradient of the {player} has been over {options.ExplodingAbove:N0} times its usual size ")
        + Invariant($"since step {since}: the training is running away.");

    private Symptom Oscillation(HealthReading now) =>
        Above(
            HealthKind.Oscillation,
            now.Swing,
            options.SwingAbove,
            since =>
                Invariant($"Generator and discriminator have overtaken each other in turns since step {since}: ")
                + "the gap between real and generated scores swings by "
                + Invariant($"{now.Swing:0.0} times its mean instead of settling.")
        );

    private Symptom Collapse(HealthReading now)
    {
        var spread = now.Spread ?? 1;
        var duplicates = now.Duplicates ?? 0;
        var small = Below(HealthKind.Collapse, spread, options.CollapsedBelow, null!);
        var doubled = Above(HealthKind.Collapse, duplicates, options.DuplicatesAbove, null!);
        return new(
            HealthKind.Collapse,
            small.Bad || doubled.Bad,
            small.Good && doubled.Good,
            since => small.Bad ? LooksAlike(spread, since) : Repeats(duplicates, since)
        );
    }

    private static string LooksAlike(double spread, long since) =>
        Invariant($"The samples have looked nearly alike since step {since}: their mean distance is ")
        + Invariant($"{100 * spread:0.#} % of that of real samples (mode collapse).");

    private string Repeats(double duplicates, long since) =>
        Invariant($"Many samples have been repeated since step {since}: {100 * duplicates:0} % of them have a ")
        + Invariant($"near-duplicate among {options.Samples} (mode collapse).");

    private Symptom Memorisation(HealthReading now, bool collapsed)
    {
        var nearest = now.Nearest ?? 1;
        return Below(
            HealthKind.Memorisation,
            collapsed ? 1 : nearest,
            options.CopiesBelow,
            since =>
                Invariant($"The samples have been copies of training samples since step {since}: the median one ")
                + Invariant($"is at {100 * nearest:0.#} % of the distance that training samples have to each other.")
        );
    }

    private static Symptom Below(HealthKind kind, double value, double threshold, Func<long, string> sentence) =>
        new(kind, value < threshold, value > Math.Min(2 * threshold, (1 + threshold) / 2), sentence);

    private static Symptom Above(HealthKind kind, double value, double threshold, Func<long, string> sentence) =>
        new(kind, value > threshold, value < threshold / 2, sentence);
}
