using Gan;
using Gan.Data;
using Gan.Games;
using Gan.Metrics;

/// <summary>One writer, judged by the oracle.</summary>
/// <param name="Name">How it learnt.</param>
/// <param name="Seed">Of oracle, texts and training.</param>
/// <param name="Written">−ln p of its texts under the oracle, for each token.</param>
/// <param name="Test">−ln p of the oracle's texts under it.</param>
/// <param name="SelfBleu">How alike its texts are.</param>
/// <param name="Seconds">Processor time of its training.</param>
internal sealed record OracleRun(string Name, int Seed, double Written, double Test, double SelfBleu, double Seconds)
{
    internal const int Tokens = 500;
    internal const int Length = 12;
    internal const int Texts = 10_000;
    internal const int Compared = 5000;

    internal const string Likelihood = "likelihood";
    internal const string Oracle = "the oracle itself";

    internal static IEnumerable<OracleRun> Of(int seed, TextSettings settings, IReadOnlyList<string> only)
    {
        using var oracle = new TextOracle(Tokens, Length, seed);
        using var learnt = Data(oracle.Write(Texts, seed: 1000 + seed));
        using var test = Data(oracle.Write(Compared, seed: 2000 + seed));
        var own = oracle.Write(Compared, seed: 3000 + seed);
        yield return new(Oracle, seed, oracle.Unlikelihood(own), oracle.Unlikelihood(All(test)), Alike(own), 0);
        var path = Path.GetTempFileName();
        try
        {
            using (var first = Train(learnt, seed, text => text.WithLikelihood(settings.Epochs), null, settings))
            {
                first.Text.Save(path);
                yield return Judged(Likelihood, seed, first, oracle, test, 1);
                foreach (var temperature in new[] { 0.9, 0.8, 0.7, 0.6 })
                {
                    var name = FormattableString.Invariant($"{Likelihood}, temperature {temperature:0.0}");
                    yield return Judged(name, seed, first, oracle, test, temperature);
                }
            }
            foreach (var each in Contestant.All(settings).Where(each => only.Count == 0 || only.Contains(each.Name)))
            {
                using var trained = Train(learnt, seed, each.Change, path, settings);
                yield return Judged(each.Name, seed, trained, oracle, test, 1);
            }
        }
        finally
        {
            File.Delete(path);
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
        var builder = change(new TextBuilder().WithTexts(learnt));
        return Trained.By(builder.WithOptions(builder.Options with { Seed = (ulong)seed }), weights, settings);
    }

    private static OracleRun Judged(
        string name,
        int seed,
        Trained trained,
        TextOracle oracle,
        TextDataset test,
        double temperature
    )
    {
        var written = trained.Text.WriteTokens(Compared, temperature: temperature, seed: 4000 + seed);
        var tested = temperature == 1 ? trained.Text.Unlikelihood(test) : double.NaN;
        return new(name, seed, oracle.Unlikelihood(written), tested, Alike(written), trained.Seconds);
    }

    private static double Alike(IReadOnlyList<IReadOnlyList<long>> texts) => TextBleu.OfThemselves(texts, 3);

    private static TextDataset Data(IReadOnlyList<IReadOnlyList<long>> texts) =>
        TextDataset.OfTokens(texts, Vocabulary.OfNumbers(Tokens), "oracle");

    private static IReadOnlyList<IReadOnlyList<long>> All(TextDataset texts) =>
        [.. Enumerable.Range(0, (int)texts.Count).Select(i => texts.Tokens(i))];
}
