namespace Gan.Metrics;

/// <summary>
/// What an attack proves of ε: a training promises that whether a row was in its table changes the chance of any
/// outcome by at most e^ε, but for δ, so hits and false alarms of an attack bound ε from below (Jagielski et al. 2020,
/// arXiv:2006.07709). Trainings with the row and without it are scored; a bound above the promised ε proves a fault,
/// and one below it proves nothing more than itself.
/// </summary>
/// <param name="LeastEpsilon">ε is at least this, with the confidence that was asked for; 0 where the attack proves
/// nothing.</param>
/// <param name="Hits">Share of trainings with the row that the attack tells.</param>
/// <param name="FalseAlarms">Share of trainings without it that the attack takes for the others.</param>
/// <param name="Trials">Trainings that were judged: half of those given, as the others choose the threshold.</param>
public sealed record MembershipAudit(double LeastEpsilon, double Hits, double FalseAlarms, int Trials)
{
    private const int Least = 4;

    /// <summary>Judges an attack.</summary>
    /// <param name="members">A score of each training with the row; the attack tells large ones, or small ones. At
    /// least 4.</param>
    /// <param name="others">A score of each training without it. At least 4.</param>
    /// <param name="delta">δ, in [0, 1).</param>
    /// <param name="confidence">In (0, 1). Half of what is left goes to hits, half to false alarms, each by the bounds
    /// of Clopper and Pearson.</param>
    /// <exception cref="ArgumentException">There are too few scores, or one is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static MembershipAudit Of(
        IReadOnlyList<double> members,
        IReadOnlyList<double> others,
        double delta,
        double confidence = 0.95
    )
    {
        ThrowIfUnfit(members, nameof(members));
        ThrowIfUnfit(others, nameof(others));
        Argument.Must(delta is >= 0 and < 1, "be in [0, 1)", delta);
        Argument.Must(confidence is > 0 and < 1, "be in (0, 1)", confidence);
        var rule = Best([.. members.Take(members.Count / 2)], [.. others.Take(others.Count / 2)]);
        double[] rest = [.. members.Skip(members.Count / 2)];
        double[] away = [.. others.Skip(others.Count / 2)];
        var hits = rest.LongCount(rule);
        var alarms = away.LongCount(rule);
        var each = 1 - ((1 - confidence) / 2);
        var least = ClopperPearson.Lower(hits, rest.Length, each) - delta;
        var most = ClopperPearson.Upper(alarms, away.Length, each);
        return new(
            least > most ? Math.Log(least / most) : 0,
            hits / (double)rest.Length,
            alarms / (double)away.Length,
            rest.Length + away.Length
        );
    }

    // The threshold and direction with the best bound, by the normal distribution's rough one.
    private static Func<double, bool> Best(double[] members, double[] others)
    {
        Func<double, bool> best = _ => true;
        var most = double.NegativeInfinity;
        foreach (var threshold in members.Concat(others).Distinct())
        {
            foreach (var rule in new Func<double, bool>[] { score => score >= threshold, score => score <= threshold })
            {
                var hits = members.Count(rule) / (double)members.Length;
                var alarms = others.Count(rule) / (double)others.Length;
                var ratio = (hits - Spread(hits, members.Length)) / (alarms + Spread(alarms, others.Length));
                if (ratio > most)
                {
                    most = ratio;
                    best = rule;
                }
            }
        }
        return best;
    }

    private static double Spread(double share, int trials) =>
        (2 * Math.Sqrt(share * (1 - share) / trials)) + (2.0 / trials);

    private static void ThrowIfUnfit(IReadOnlyList<double> scores, string name)
    {
        ArgumentNullException.ThrowIfNull(scores, name);
        if (scores.Count < Least || scores.Any(double.IsNaN))
        {
            throw new ArgumentException(
                $"An audit needs at least {Least} scores that are numbers on either side, but there are {scores.Count}"
                    + (scores.Any(double.IsNaN) ? ", and one is NaN." : "."),
                name
            );
        }
    }
}
