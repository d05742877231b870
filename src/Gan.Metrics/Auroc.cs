using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>
/// The area under the ROC curve of a detector: the probability that an anomaly has a higher score than a normal sample,
/// ties counting half (Hanley and McNeil 1982). 1 is perfect, 0.5 is chance.
/// </summary>
/// <param name="Value">The area, from 0 to 1.</param>
/// <param name="StandardError">After DeLong et al. 1988; 0 where the scores separate perfectly.</param>
/// <param name="Anomalies">Samples that are anomalies.</param>
/// <param name="Normal">Samples that are not.</param>
public sealed record Auroc(double Value, double StandardError, long Anomalies, long Normal)
{
    private const double Normal95 = 1.959964; // quantile of N(0, 1) at 97.5 %

    /// <summary>Lower end of the interval that holds the area in 95 % of all draws of the samples, at least
    /// 0.</summary>
    public double Low => Math.Max(0, Value - (Normal95 * StandardError));

    /// <summary>Upper end of that interval, at most 1.</summary>
    public double High => Math.Min(1, Value + (Normal95 * StandardError));

    /// <summary>The area of scores, with the algorithm of Sun and Xu 2014 for the error.</summary>
    /// <param name="scores">Floats [N], the higher the more anomalous, as <see cref="AnomalyDetector.Score"/> gives
    /// them. None is NaN.</param>
    /// <param name="isAnomaly">Truths [N].</param>
    /// <exception cref="ArgumentException">The shapes or types are others, a score is NaN, or there are fewer than two
    /// samples of either kind.</exception>
    public static Auroc Of(Tensor scores, Tensor isAnomaly)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(isAnomaly);
        if (scores.dim() != 1 || !scores.is_floating_point())
        {
            throw new ArgumentException(
                $"scores must be floats [N], but were {scores.dtype}{ShapeText.Of(scores.shape)}.",
                nameof(scores)
            );
        }
        if (isAnomaly.dtype != ScalarType.Bool || !isAnomaly.shape.SequenceEqual(scores.shape))
        {
            throw new ArgumentException(
                $"isAnomaly must be truths {ShapeText.Of(scores.shape)}, but were "
                    + $"{isAnomaly.dtype}{ShapeText.Of(isAnomaly.shape)}.",
                nameof(isAnomaly)
            );
        }
        using var scope = NewDisposeScope();
        var numbers = scores.detach().cpu().to(ScalarType.Float64).data<double>().ToArray();
        if (numbers.Any(double.IsNaN))
        {
            throw new ArgumentException("A score is NaN, which has no rank.", nameof(scores));
        }
        return OfNumbers(numbers, isAnomaly.cpu().data<bool>().ToArray());
    }

    private static Auroc OfNumbers(double[] scores, bool[] isAnomaly)
    {
        var positive = Pick(scores, isAnomaly, wanted: true);
        var negative = Pick(scores, isAnomaly, wanted: false);
        if (positive.Length < 2 || negative.Length < 2)
        {
            throw new ArgumentException(
                $"An area needs two samples of each kind, but there are {positive.Length} anomalies and "
                    + $"{negative.Length} normal samples.",
                nameof(isAnomaly)
            );
        }
        var all = Midranks([.. positive, .. negative]);
        var above = Shares(all[..positive.Length], Midranks(positive), negative.Length);
        var below = Shares(all[positive.Length..], Midranks(negative), positive.Length);
        var variance = (Variance(above) / positive.Length) + (Variance(below) / negative.Length);
        return new(above.Average(), Math.Sqrt(variance), positive.Length, negative.Length);
    }

    private static double[] Pick(double[] scores, bool[] isAnomaly, bool wanted) =>
        [.. scores.Where((_, i) => isAnomaly[i] == wanted)];

    // Of each sample, the share of the other kind that ranks below it.
    private static double[] Shares(double[] inAll, double[] inOwn, int others) =>
        [.. inAll.Select((rank, i) => (rank - inOwn[i]) / others)];

    /// <summary>Ranks from 1; equal values share the mean of theirs.</summary>
    private static double[] Midranks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).ToArray();
        Array.Sort([.. values], order);
        var ranks = new double[values.Length];
        var from = 0;
        while (from < order.Length)
        {
            var to = from + 1;
            while (to < order.Length && values[order[to]].Equals(values[order[from]]))
            {
                to++;
            }
            for (var i = from; i < to; i++)
            {
                ranks[order[i]] = (from + to + 1) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }

    /// <summary>Such as "AUROC 0.953 [0.941, 0.965] (100 anomalies, 900 normal)".</summary>
    public override string ToString() =>
        $"AUROC {Value:f3} [{Low:f3}, {High:f3}] ({Anomalies} anomalies, {Normal} normal)";
}
