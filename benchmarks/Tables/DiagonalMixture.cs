/// <summary>A mixture of normal distributions with diagonal covariances, fitted by expectation and maximisation from
/// clusters of k-means: the measure of the plane's tables.</summary>
internal sealed class DiagonalMixture
{
    private const double LeastVariance = 1e-6;
    private const double Tolerance = 1e-3; // of the mean log likelihood, in one round
    private const int MaxRounds = 100;

    private readonly double[] weights;
    private readonly double[][] means;
    private readonly double[][] variances;

    private DiagonalMixture(int components)
    {
        weights = new double[components];
        means = new double[components][];
        variances = new double[components][];
    }

    internal static DiagonalMixture Fit(double[][] points, int components, int seed)
    {
        var mixture = new DiagonalMixture(components);
        var shares = Clusters(points, components, new Random(seed));
        mixture.Maximise(points, shares);
        var before = double.NegativeInfinity;
        for (var round = 0; round < MaxRounds; round++)
        {
            var likelihood = mixture.Share(points, shares);
            mixture.Maximise(points, shares);
            if (Math.Abs(likelihood - before) < Tolerance)
            {
                break;
            }
            before = likelihood;
        }
        return mixture;
    }

    internal double MeanLogLikelihood(double[][] points)
    {
        var logs = new double[weights.Length];
        return points.Average(point => LogLikelihood(point, logs));
    }

    private double LogLikelihood(double[] point, double[] logs)
    {
        for (var k = 0; k < logs.Length; k++)
        {
            logs[k] = Math.Log(weights[k]);
            for (var d = 0; d < point.Length; d++)
            {
                var difference = point[d] - means[k][d];
                logs[k] -=
                    0.5 * (Math.Log(2 * Math.PI * variances[k][d]) + (difference * difference / variances[k][d]));
            }
        }
        var largest = logs.Max();
        return largest + Math.Log(logs.Sum(log => Math.Exp(log - largest)));
    }

    private double Share(double[][] points, double[][] shares)
    {
        var sum = 0.0;
        var logs = new double[weights.Length];
        for (var i = 0; i < points.Length; i++)
        {
            var total = LogLikelihood(points[i], logs);
            sum += total;
            for (var k = 0; k < logs.Length; k++)
            {
                shares[i][k] = Math.Exp(logs[k] - total);
            }
        }
        return sum / points.Length;
    }

    private void Maximise(double[][] points, double[][] shares)
    {
        var axes = points[0].Length;
        for (var k = 0; k < weights.Length; k++)
        {
            var size = 1e-12;
            means[k] = new double[axes];
            variances[k] = new double[axes];
            for (var i = 0; i < points.Length; i++)
            {
                size += shares[i][k];
                for (var d = 0; d < axes; d++)
                {
                    means[k][d] += shares[i][k] * points[i][d];
                }
            }
            for (var d = 0; d < axes; d++)
            {
                means[k][d] /= size;
                foreach (var (point, share) in points.Zip(shares))
                {
                    variances[k][d] += share[k] * (point[d] - means[k][d]) * (point[d] - means[k][d]) / size;
                }
                variances[k][d] += LeastVariance;
            }
            weights[k] = size / points.Length;
        }
    }

    // k-means++ (Arthur and Vassilvitskii 2007), then Lloyd's rounds.
    private static double[][] Clusters(double[][] points, int components, Random random)
    {
        var centres = new List<double[]> { points[random.Next(points.Length)] };
        var nearest = points.Select(point => Distance(point, centres[0])).ToArray();
        while (centres.Count < components)
        {
            var left = random.NextDouble() * nearest.Sum();
            var chosen = 0;
            while (chosen < points.Length - 1 && (left -= nearest[chosen]) > 0)
            {
                chosen++;
            }
            centres.Add(points[chosen]);
            for (var i = 0; i < points.Length; i++)
            {
                nearest[i] = Math.Min(nearest[i], Distance(points[i], centres[^1]));
            }
        }
        var clusters = new int[points.Length];
        for (var round = 0; round < MaxRounds; round++)
        {
            for (var i = 0; i < points.Length; i++)
            {
                clusters[i] = Nearest(points[i], centres);
            }
            for (var k = 0; k < components; k++)
            {
                var own = points.Where((_, i) => clusters[i] == k).ToList();
                centres[k] = own.Count == 0 ? centres[k] : Mean(own);
            }
        }
        return [.. clusters.Select(cluster => OneHot(cluster, components))];
    }

    private static double[] OneHot(int place, int width)
    {
        var code = new double[width];
        code[place] = 1;
        return code;
    }

    private static double[] Mean(List<double[]> points) =>
        [.. Enumerable.Range(0, points[0].Length).Select(axis => points.Average(point => point[axis]))];

    private static int Nearest(double[] point, List<double[]> centres)
    {
        var nearest = 0;
        for (var k = 1; k < centres.Count; k++)
        {
            nearest = Distance(point, centres[k]) < Distance(point, centres[nearest]) ? k : nearest;
        }
        return nearest;
    }

    private static double Distance(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var d = 0; d < a.Length; d++)
        {
            sum += (a[d] - b[d]) * (a[d] - b[d]);
        }
        return sum;
    }
}
