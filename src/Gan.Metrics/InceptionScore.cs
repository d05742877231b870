using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>
/// Inception score, exp(E KL(p(y|x) ‖ p(y))): from 1 (nothing told apart, or one class only) to K (every sample sure of
/// its class and all K classes equally often). Salimans et al., "Improved Techniques for Training GANs" (NeurIPS 2016).
/// </summary>
/// <remarks>
/// A number is only comparable under the same classifier, sample count and number of splits. With an
/// <c>ImageClassifier</c> trained on MNIST it is the "MNIST score" of the literature.
/// </remarks>
/// <param name="Mean">Mean over the splits.</param>
/// <param name="StandardDeviation">Population standard deviation over the splits; 0 for a single one.</param>
public sealed record InceptionScore(double Mean, double StandardDeviation)
{
    // log(0) would make 0 · log 0 a NaN; below the smallest normal float64 nothing adds to the sum.
    private const double Tiny = 1e-300;

    /// <summary>Computes the score in float64.</summary>
    /// <param name="probabilities">p(y|x): floats <c>[N, K]</c>, rows that sum to 1.</param>
    /// <param name="splits">Parts of (nearly) equal size that are scored
    /// alone, from 1 to N. The literature uses 10 on 50,000 samples.</param>
    /// <param name="seed">Order in which samples are dealt to the splits:
    /// samples sorted by class would make each split look collapsed.</param>
    /// <exception cref="ArgumentException">These are not probabilities.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="splits"/> is out of its range.</exception>
    public static InceptionScore Compute(Tensor probabilities, int splits = 1, ulong seed = 0)
    {
        using var _ = NewDisposeScope();
        var exact = ClassProbabilities.Of(probabilities);
        var count = exact.shape[0];
        Argument.Must(splits >= 1 && splits <= count, $"be from 1 to the {count} samples", splits);
        var mixed = splits == 1 ? exact : exact.index_select(0, Shuffle.Order(count, seed, epoch: 0));
        var scores = new double[splits];
        for (var part = 0; part < splits; part++)
        {
            var start = part * count / splits;
            var end = (part + 1) * count / splits;
            scores[part] = Score(mixed.narrow(0, start, end - start));
        }
        var mean = scores.Average();
        var variance = scores.Average(score => (score - mean) * (score - mean));
        return new InceptionScore(mean, Math.Sqrt(variance));
    }

    private static double Score(Tensor p)
    {
        using var _ = NewDisposeScope();
        var logMarginal = p.mean([0L], keepdim: true).clamp_min(Tiny).log();
        var divergence = p.mul(p.clamp_min(Tiny).log().sub(logMarginal)).sum(1);
        return Math.Exp(divergence.mean().ToDouble());
    }
}
