namespace Gan.Data;

/// <summary>The logarithm of the gamma function and its derivative, for positive numbers.</summary>
internal static class GammaFunctions
{
    // From here on the series below are exact to a double's last digits.
    private const double Large = 15;

    // Of Stirling's series: Abramowitz and Stegun 1964, 6.1.41.
    private static readonly double[] LogTerms = [1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188];

    // The same, differentiated: 6.3.18.
    private static readonly double[] SlopeTerms = [1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132];

    /// <summary>ln Γ(x) for x above 0.</summary>
    public static double Log(double x)
    {
        var shift = 0.0;
        for (; x < Large; x++)
        {
            shift -= Math.Log(x); // Γ(x + 1) = x Γ(x)
        }

        var series = Series(LogTerms, x) * x;
        return shift + ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series;
    }

    /// <summary>ψ(x), the derivative of ln Γ(x), for x above 0.</summary>
    public static double Digamma(double x)
    {
        var shift = 0.0;
        for (; x < Large; x++)
        {
            shift -= 1 / x;
        }

        return shift + Math.Log(x) - (0.5 / x) - Series(SlopeTerms, x);
    }

    /// <summary>ln B(a, b) of the beta function.</summary>
    public static double LogBeta(double a, double b) => Log(a) + Log(b) - Log(a + b);

    // Σ terms[i] x^(−2i − 2)
    private static double Series(double[] terms, double x)
    {
        var square = 1 / (x * x);
        var power = square;
        var sum = 0.0;
        foreach (var term in terms)
        {
            sum += term * power;
            power *= square;
        }

        return sum;
    }
}
