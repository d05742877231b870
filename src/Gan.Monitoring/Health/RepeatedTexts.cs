using Gan.Data;
using TorchSharp;
using static System.FormattableString;
using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>How many texts of a look repeat others of it, against as many real ones.</summary>
internal sealed class RepeatedTexts
{
    private const double Enough = 0.25;

    private readonly Vocabulary vocabulary;
    private readonly double real;

    private RepeatedTexts(Vocabulary vocabulary, double real)
    {
        this.vocabulary = vocabulary;
        this.real = real;
    }

    /// <summary>What real texts repeat; null where the data are no texts.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="count">Samples of a look.</param>
    public static RepeatedTexts? Of(IDataset data, int count)
    {
        if (count == 0 || data is not TextDataset texts)
        {
            return null;
        }
        using var scope = NewDisposeScope();
        var some = texts.Read(RealSamples.Indices(texts.Count, Math.Min(count, texts.Count)), CPU).Samples;
        return new(texts.Vocabulary, Share(Rows(some, texts.Vocabulary)));
    }

    /// <summary>Looks at written texts [N, T].</summary>
    public Symptom Look(Tensor samples)
    {
        var texts = Rows(samples, vocabulary);
        var share = Share(texts) - real;
        var often = texts.CountBy(text => text).MaxBy(text => text.Value);
        return new(
            HealthKind.RepeatedTexts,
            share >= Enough,
            share < Enough / 2,
            since =>
                Invariant(
                    $"The writer has repeated itself since step {since}: {100 * (share + real):0} % of its texts "
                )
                + Invariant(
                    $"were there before, of real ones {100 * real:0} %. '{often.Key}' came {often.Value} times "
                )
                + Invariant($"in {texts.Count}.")
        );
    }

    private static double Share(List<string> texts) => 1 - (texts.Distinct().Count() / (double)texts.Count);

    private static List<string> Rows(Tensor samples, Vocabulary vocabulary)
    {
        using var scope = NewDisposeScope();
        var numbers = samples.detach().cpu().to(ScalarType.Int64).contiguous().data<long>().ToArray();
        return [.. numbers.Chunk((int)samples.size(1)).Select(row => vocabulary.Decode(row))];
    }
}
