using Gan.Serving.Study;

namespace Gan.Serving;

/// <summary>A share of answers, with intervals of 95 % that take answers as independent.</summary>
/// <param name="Name">What was counted.</param>
/// <param name="Count">How many answers.</param>
/// <param name="Of">Out of how many. 0 where there were none; share and intervals are NaN then.</param>
/// <param name="Share">Count / Of, in [0, 1].</param>
/// <param name="Wilson">Wilson's interval.</param>
/// <param name="Exact">Clopper's and Pearson's interval, which is never too narrow.</param>
public sealed record StudyShare(
    string Name,
    long Count,
    long Of,
    double Share,
    (double Low, double High) Wilson,
    (double Low, double High) Exact
)
{
    internal static StudyShare From(string name, IReadOnlyCollection<StudyAnswer> of, Func<StudyAnswer, bool> counts)
    {
        var count = of.Count(counts);
        return of.Count == 0
            ? new(name, 0, 0, double.NaN, (double.NaN, double.NaN), (double.NaN, double.NaN))
            : new(
                name,
                count,
                of.Count,
                (double)count / of.Count,
                BinomialInterval.Wilson(count, of.Count),
                BinomialInterval.ClopperPearson(count, of.Count)
            );
    }
}

/// <summary>What a study's answers say.</summary>
/// <param name="Mode">What was asked.</param>
/// <param name="Answers">How many answers there are.</param>
/// <param name="Shares">Real or fake: wrong answers of all (HYPE's number; half is chance), of the real and of the
/// generated. Pairs: how often the second set was chosen.</param>
/// <param name="Participants">The first of these shares for each participant, by their names.</param>
public sealed record StudySummary(
    StudyMode Mode,
    long Answers,
    IReadOnlyList<StudyShare> Shares,
    IReadOnlyList<StudyShare> Participants
)
{
    /// <summary>Reads a file of answers, also while its study runs.</summary>
    /// <param name="path">The JSON Lines file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no file of answers.</exception>
    public static StudySummary Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var (head, all) = AnswerFile.Read(path);
        var answers = all.DistinctBy(answer => answer.Key).ToList(); // a file that was joined by hand
        Func<StudyAnswer, bool> counts =
            head.Mode == StudyMode.Pair ? IsSecond : answer => answer.Kind != answer.Chosen;
        var participants = answers
            .GroupBy(answer => answer.Participant)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => StudyShare.From(group.Key, [.. group], counts));
        return new(head.Mode, answers.Count, [.. Counted(head.Mode, answers, counts)], [.. participants]);
    }

    private static IEnumerable<StudyShare> Counted(
        StudyMode mode,
        List<StudyAnswer> answers,
        Func<StudyAnswer, bool> counts
    )
    {
        if (mode == StudyMode.Pair)
        {
            yield return StudyShare.From("second chosen", answers, counts);
            yield break;
        }
        yield return StudyShare.From("wrong", answers, counts);
        yield return StudyShare.From("real taken for fake", [.. answers.Where(a => !OfSecond(a))], counts);
        yield return StudyShare.From("fake taken for real", [.. answers.Where(OfSecond)], counts);
    }

    private static bool IsSecond(StudyAnswer answer) => answer.Chosen == StudyTrial.Second;

    private static bool OfSecond(StudyAnswer answer) => answer.Kind == StudyTrial.Second;
}
