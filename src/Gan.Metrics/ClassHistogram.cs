using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>How often each class is the likeliest one: shows classes that a GAN leaves out or prefers.</summary>
public sealed record ClassHistogram
{
    private ClassHistogram(IReadOnlyList<long> counts) => Counts = counts;

    /// <summary>Samples of each class.</summary>
    public IReadOnlyList<long> Counts { get; }

    /// <summary>Number of samples.</summary>
    public long Total => Counts.Sum();

    /// <summary>Each class's part of the samples, from 0 to 1.</summary>
    public IReadOnlyList<double> Shares => [.. Counts.Select(count => (double)count / Total)];

    /// <summary>The share of the rarest class, from 0 (one is missing) to 1/K (all are equally frequent).</summary>
    public double Smallest => Shares.Min();

    /// <summary>
    /// KL(shares ‖ uniform) in nats, from 0 (balanced) to log K (one class only): the "reverse KL" of Lin et al.,
    /// "PacGAN" (NeurIPS 2018).
    /// </summary>
    public double DivergenceFromUniform =>
        Shares.Where(share => share > 0).Sum(share => share * Math.Log(share * Counts.Count));

    /// <summary>Counts the likeliest class of each sample.</summary>
    /// <param name="probabilities">Floats <c>[N, K]</c>, rows that sum to 1.</param>
    /// <exception cref="ArgumentException">These are not probabilities.</exception>
    public static ClassHistogram Of(Tensor probabilities)
    {
        using var _ = NewDisposeScope();
        var exact = ClassProbabilities.Of(probabilities);
        var counts = new long[exact.shape[1]];
        foreach (var winner in exact.argmax(1).data<long>())
        {
            counts[winner]++;
        }
        return new ClassHistogram(counts);
    }

    /// <summary>The shares in percent, class 0 first.</summary>
    public override string ToString()
    {
        var texts = new List<string>();
        foreach (var (label, share) in Shares.Index())
        {
            texts.Add(FormattableString.Invariant($"{label}: {100 * share:0.0} %"));
        }
        return string.Join(" ", texts);
    }
}
