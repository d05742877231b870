namespace Gan.Data;

/// <summary>
/// A mixture of normal distributions in one dimension whose number of modes the data decide: variational inference
/// (Bishop 2006, section 10.2) with a Dirichlet process for the weights (Blei and Jordan 2006). Prior and course are
/// those of scikit-learn's BayesianGaussianMixture, with which a test compares it, mean and variance of the data, one
/// observation's worth of each, and a concentration of 0.001.
/// </summary>
internal sealed class VariationalMixture
{
    private const double ConcentrationPrior = 0.001;
    private const double PrecisionPrior = 1; // of the mean, in observations
    private const double FreedomPrior = 1;
    private const double LeastVariance = 1e-6;
    private const double Tolerance = 1e-3;

    private readonly double[] values;
    private readonly double[] counts;
    private readonly double meanPrior;
    private readonly double variancePrior;

    // Of each mode: the beta distribution of its stick, and the normal-Wishart distribution of mean and precision.
    private readonly double[] stick;
    private readonly double[] rest;
    private readonly double[] precision;
    private readonly double[] freedom;

    private VariationalMixture(double[] values, double[] counts, int modes)
    {
        this.values = values;
        this.counts = counts;
        var total = counts.Sum();
        meanPrior = values.Select((value, i) => value * counts[i]).Sum() / total;
        variancePrior = values.Select((value, i) => counts[i] * Square(value - meanPrior)).Sum() / (total - 1);
        stick = new double[modes];
        rest = new double[modes];
        precision = new double[modes];
        freedom = new double[modes];
        Means = new double[modes];
        Variances = new double[modes];
    }

    /// <summary>Means of the modes.</summary>
    public double[] Means { get; }

    /// <summary>Variances of the modes.</summary>
    public double[] Variances { get; }

    /// <summary>Expected weights of the modes; they add up to 1.</summary>
    public double[] Weights
    {
        get
        {
            var weights = new double[stick.Length];
            var left = 1.0;
            for (var k = 0; k < weights.Length; k++)
            {
                weights[k] = left * stick[k] / (stick[k] + rest[k]);
                left *= rest[k] / (stick[k] + rest[k]);
            }

            var sum = weights.Sum();
            return [.. weights.Select(weight => weight / sum)];
        }
    }

    /// <summary>Fits a mixture.</summary>
    /// <param name="values">Numbers of about unit spread, at least two different ones.</param>
    /// <param name="counts">How often each occurs.</param>
    /// <param name="clusters">The mode that each belongs to at the start.</param>
    /// <param name="modes">How many there are at most.</param>
    /// <param name="rounds">How many rounds there are at most.</param>
    public static VariationalMixture Fit(double[] values, double[] counts, int[] clusters, int modes, int rounds)
    {
        var mixture = new VariationalMixture(values, counts, modes);
        var shares = new double[values.Length, modes];
        for (var i = 0; i < clusters.Length; i++)
        {
            shares[i, clusters[i]] = 1;
        }

        mixture.Maximise(shares);
        var bound = double.NegativeInfinity;
        for (var round = 0; round < rounds; round++)
        {
            var entropy = mixture.Share(shares);
            mixture.Maximise(shares);
            var next = mixture.Bound(entropy);
            if (Math.Abs(next - bound) < Tolerance)
            {
                break;
            }

            bound = next;
        }

        return mixture;
    }

    private static double Square(double value) => value * value;

    /// <summary>Each value's share in each mode, under the expected logarithms of all that is uncertain.</summary>
    /// <returns>The shares' entropy.</returns>
    private double Share(double[,] shares)
    {
        var modes = Means.Length;
        var constant = new double[modes];
        var left = 0.0;
        for (var k = 0; k < modes; k++)
        {
            var both = GammaFunctions.Digamma(stick[k] + rest[k]);
            var weight = GammaFunctions.Digamma(stick[k]) - both + left;
            left += GammaFunctions.Digamma(rest[k]) - both;
            var spread = GammaFunctions.Digamma(freedom[k] / 2) + Math.Log(2) - (1 / precision[k]);
            constant[k] = weight + (0.5 * (spread - Math.Log(2 * Math.PI * Variances[k] * freedom[k])));
        }

        var entropy = 0.0;
        var logs = new double[modes];
        for (var i = 0; i < values.Length; i++)
        {
            for (var k = 0; k < modes; k++)
            {
                logs[k] = constant[k] - (0.5 * Square(values[i] - Means[k]) / Variances[k]);
            }

            var largest = logs.Max();
            var sum = logs.Sum(log => Math.Exp(log - largest));
            var total = largest + Math.Log(sum);
            for (var k = 0; k < modes; k++)
            {
                var log = logs[k] - total;
                var share = Math.Exp(log);
                shares[i, k] = share;
                entropy -= share > 0 ? counts[i] * share * log : 0;
            }
        }

        return entropy;
    }

    private void Maximise(double[,] shares)
    {
        var modes = Means.Length;
        var sizes = new double[modes];
        for (var k = 0; k < modes; k++)
        {
            var size = 10 * double.BitIncrement(1) - 10; // so that an empty mode divides by something
            var sum = 0.0;
            for (var i = 0; i < values.Length; i++)
            {
                size += counts[i] * shares[i, k];
                sum += counts[i] * shares[i, k] * values[i];
            }

            var mean = sum / size;
            var squares = 0.0;
            for (var i = 0; i < values.Length; i++)
            {
                squares += counts[i] * shares[i, k] * Square(values[i] - mean);
            }

            sizes[k] = size;
            precision[k] = PrecisionPrior + size;
            freedom[k] = FreedomPrior + size;
            Means[k] = ((PrecisionPrior * meanPrior) + (size * mean)) / precision[k];
            var between = size * PrecisionPrior / precision[k] * Square(mean - meanPrior);
            Variances[k] = (variancePrior + squares + (size * LeastVariance) + between) / freedom[k];
        }

        var behind = 0.0;
        for (var k = modes - 1; k >= 0; k--)
        {
            stick[k] = 1 + sizes[k];
            rest[k] = ConcentrationPrior + behind;
            behind += sizes[k];
        }
    }

    // The evidence's lower bound, up to terms that do not change.
    private double Bound(double entropy)
    {
        var bound = entropy;
        for (var k = 0; k < Means.Length; k++)
        {
            var root = -0.5 * Math.Log(Variances[k] * freedom[k]);
            var wishart = -(freedom[k] * root) - (freedom[k] * 0.5 * Math.Log(2)) - GammaFunctions.Log(freedom[k] / 2);
            bound -= wishart - GammaFunctions.LogBeta(stick[k], rest[k]) + (0.5 * Math.Log(precision[k]));
        }

        return bound;
    }
}
