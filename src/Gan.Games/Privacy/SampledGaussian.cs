namespace Gan.Games;

/// <summary>
/// The sampled Gaussian mechanism: each row takes part with probability q, and a sum in which a row counts for at most
/// C gets noise of deviation σ · C. Its Rényi divergence is that of Mironov, Talwar and Zhang 2019 (arXiv:1908.10530).
/// Neighbouring tables differ by one row that is there or not.
/// </summary>
internal static class SampledGaussian
{
    // Terms of the series fall as a power of their number. Where they do not, the order says nothing.
    private const int MostTerms = 20_000;
    private const double Negligible = -25;

    // Of a sum near 1, whose logarithm is the moment. Tiny rates and much noise have moments below it, and what is
    // stated must not be less than what is spent.
    private const double Rounding = 5e-13;

    /// <summary>The divergence of one use.</summary>
    /// <param name="order">α, greater than 1.</param>
    /// <param name="rate">q, in (0, 1].</param>
    /// <param name="noise">σ, greater than 0.</param>
    /// <returns>At least 0; infinity where the series does not settle.</returns>
    internal static double Divergence(double order, double rate, double noise)
    {
        if (rate >= 1)
        {
            return order / (2 * noise * noise);
        }
        var moment = order == Math.Floor(order) ? Whole((int)order, rate, noise) : Fractional(order, rate, noise);
        return double.IsNaN(moment) ? double.PositiveInfinity : (Math.Max(0, moment) + Rounding) / (order - 1);
    }

    // ln Σ C(α, k) (1 − q)^(α − k) q^k exp((k² − k) / 2σ²): section 3.3, integer α.
    private static double Whole(int order, double rate, double noise)
    {
        var sum = double.NegativeInfinity;
        var choices = 0.0;
        for (var k = 0; k <= order; k++)
        {
            var weight = (k * Math.Log(rate)) + ((order - k) * Math.Log(1 - rate));
            sum = Add(sum, choices + weight + Exponent(k, noise));
            choices += Math.Log(order - k) - Math.Log(k + 1);
        }
        return sum;
    }

    /// <summary>Section 3.3, fractional α: the integral is cut where the two densities of the mixture meet, and each
    /// half is a binomial series of its own, whose terms change their sign beyond α.</summary>
    private static double Fractional(double order, double rate, double noise)
    {
        var cut = 0.5 + (noise * noise * Math.Log((1 / rate) - 1));
        var width = Math.Sqrt(2) * noise;
        var positive = double.NegativeInfinity;
        var negative = double.NegativeInfinity;
        var choices = 0.0;
        var isPositive = true;
        for (var i = 0; i < MostTerms; i++)
        {
            var rest = order - i;
            var below =
                (i * Math.Log(rate))
                + (rest * Math.Log(1 - rate))
                + Exponent(i, noise)
                + ErrorFunction.LogComplement((i - cut) / width);
            var above =
                (rest * Math.Log(rate))
                + (i * Math.Log(1 - rate))
                + Exponent(rest, noise)
                + ErrorFunction.LogComplement((cut - rest) / width);
            var term = choices - Math.Log(2) + Add(below, above);
            // Of a series of changing signs the middle between two sums is nearer than either.
            var isLast = i > order + 1 && term < positive + Negligible;
            term -= isLast ? Math.Log(2) : 0;
            positive = isPositive ? Add(positive, term) : positive;
            negative = isPositive ? negative : Add(negative, term);
            if (isLast)
            {
                return positive + Math.Log(1 - Math.Exp(negative - positive));
            }
            isPositive = rest < 0 ? !isPositive : isPositive;
            choices += Math.Log(Math.Abs(rest)) - Math.Log(i + 1);
        }
        return double.NaN;
    }

    private static double Exponent(double k, double noise) => ((k * k) - k) / (2 * noise * noise);

    /// <summary>ln(e^a + e^b).</summary>
    private static double Add(double a, double b)
    {
        var larger = Math.Max(a, b);
        return double.IsNegativeInfinity(larger) ? larger : larger + Math.Log(1 + Math.Exp(Math.Min(a, b) - larger));
    }
}
