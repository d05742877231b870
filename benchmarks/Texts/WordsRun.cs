using System.Text.RegularExpressions;
using Gan;
using Gan.Data;
using Gan.Games;
using Gan.Metrics;

/// <summary>One writer of English words.</summary>
/// <param name="Name">How it learnt.</param>
/// <param name="Seed">Of the split and the training.</param>
/// <param name="New">Share of its words that it did not learn from.</param>
/// <param name="HeldOut">Share that are words of the list which it never saw.</param>
/// <param name="Unlikely">−ln p of its words under a model of held-out words, for each letter and end.</param>
/// <param name="Test">−ln p of held-out words under it.</param>
/// <param name="Seconds">Processor time of its training.</param>
/// <param name="Sample">Its first words that are new.</param>
/// <param name="Sweep">Quality and variety at several temperatures.</param>
internal sealed partial record WordsRun(
    string Name,
    int Seed,
    double New,
    double HeldOut,
    double Unlikely,
    double Test,
    double Seconds,
    IReadOnlyList<string> Sample,
    IReadOnlyList<SweepPoint> Sweep
)
{
    internal const string Learnt = "learnt words themselves";
    internal const int Texts = 20_000;
    internal const int Written = 2000;
    internal const int Run = 5;
    internal const int SelfBleuRun = 4;

    [GeneratedRegex("^[a-z]{3,12}$")]
    private static partial Regex Plain();

    internal static IEnumerable<WordsRun> Of(int seed, string path, TextSettings settings, IReadOnlyList<string> only)
    {
        using var all = TextDataset.Of(File.ReadLines(path).Where(word => Plain().IsMatch(word)).Distinct());
        var (rest, learnt) = all.Split(Texts, (ulong)seed);
        var (judged, test) = rest.Split(5000, (ulong)seed);
        using var _ = rest;
        var judge = new Judge(All(learnt), All(rest), new NGramModel(All(judged), all.Vocabulary.Size, Run));
        var (some, _) = learnt.Split(Texts - Written);
        yield return judge.Of(Learnt, seed, All(some));
        yield return judge.Of("learnt words, letters shuffled", seed, Shuffled(All(some), seed));
        var file = Path.GetTempFileName();
        try
        {
            using (var first = Train(learnt, seed, text => text.WithLikelihood(settings.Epochs), null, settings))
            {
                first.Text.Save(file);
                yield return judge.Of(OracleRun.Likelihood, seed, first, test);
            }
            foreach (var each in Contestant.All(settings).Where(each => only.Count == 0 || only.Contains(each.Name)))
            {
                using var trained = Train(learnt, seed, each.Change, file, settings);
                yield return judge.Of(each.Name, seed, trained, test);
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Trained Train(
        TextDataset learnt,
        int seed,
        Func<TextBuilder, TextBuilder> change,
        string? weights,
        TextSettings settings
    )
    {
        var networks = new SeqGanOptions { Hidden = 64 };
        var builder = change(new TextBuilder().WithTexts(learnt).WithNetworks(networks));
        return Trained.By(builder.WithOptions(builder.Options with { Seed = (ulong)seed }), weights, settings);
    }

    private static IReadOnlyList<IReadOnlyList<long>> All(TextDataset texts) =>
        [.. Enumerable.Range(0, (int)texts.Count).Select(i => texts.Tokens(i))];

    private static IReadOnlyList<IReadOnlyList<long>> Shuffled(IReadOnlyList<IReadOnlyList<long>> texts, int seed)
    {
        var random = new Random(seed);
        var shuffled = new List<long[]>();
        foreach (var text in texts)
        {
            var letters = text.ToArray();
            random.Shuffle(letters);
            shuffled.Add(letters);
        }
        return shuffled;
    }

    /// <summary>What words are judged by.</summary>
    private sealed record Judge(
        IReadOnlyList<IReadOnlyList<long>> Learnt,
        IReadOnlyList<IReadOnlyList<long>> Rest,
        NGramModel Model
    )
    {
        internal WordsRun Of(string name, int seed, IReadOnlyList<IReadOnlyList<long>> words) =>
            new(name, seed, New(words), Known(words), Model.Unlikelihood(words), double.NaN, 0, [], [Point(1, words)]);

        internal WordsRun Of(string name, int seed, Trained trained, TextDataset test)
        {
            var words = Write(1);
            var known = Learnt.Select(trained.Text.Vocabulary.Decode).ToHashSet(StringComparer.Ordinal);
            var sample = words.Select(trained.Text.Vocabulary.Decode).Where(word => !known.Contains(word)).Take(12);
            var sweep = SweepCurve.Of(name, Write, Model.Unlikelihood, Alike);
            return new(
                name,
                seed,
                New(words),
                Known(words),
                Model.Unlikelihood(words),
                trained.Text.Unlikelihood(test),
                trained.Seconds,
                [.. sample],
                sweep.Points
            );

            IReadOnlyList<IReadOnlyList<long>> Write(double temperature) =>
                [
                    .. trained
                        .Text.WriteTokens(Written + 200, temperature: temperature, seed: 4000 + seed)
                        .Where(word => word.Count > 0)
                        .Take(Written),
                ];
        }

        private SweepPoint Point(double temperature, IReadOnlyList<IReadOnlyList<long>> words) =>
            new(temperature, Model.Unlikelihood(words), Alike(words));

        private double New(IReadOnlyList<IReadOnlyList<long>> words) => TextNovelty.Of(words, Learnt).New;

        private double Known(IReadOnlyList<IReadOnlyList<long>> words) => 1 - TextNovelty.Of(words, Rest).New;

        private static double Alike(IReadOnlyList<IReadOnlyList<long>> words) =>
            TextBleu.OfThemselves(words, SelfBleuRun);
    }
}
