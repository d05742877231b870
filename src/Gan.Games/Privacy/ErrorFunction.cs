namespace Gan.Games;

/// <summary>The complementary error function in logarithms, which .NET does not have.</summary>
internal static class ErrorFunction
{
    private const double Middle = 2; // below it the series, above it the continued fraction
    private const int Terms = 200;

    /// <summary>ln erfc(x), to about 1e-12 of erfc.</summary>
    internal static double LogComplement(double x)
    {
        if (x < 0)
        {
            return Math.Log(2 - Math.Exp(LogComplement(-x)));
        }
        return x < Middle ? Math.Log(1 - Series(x)) : (-x * x) - Math.Log(Fraction(x) * Math.Sqrt(Math.PI));
    }

    // erf(x) = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (2n+1)!!, whose terms are all positive (Abramowitz and Stegun 7.1.6).
    private static double Series(double x)
    {
        var term = x;
        var sum = x;
        for (var n = 1; n < Terms; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    // √π · e^(x²) · erfc(x) = 1 / (x + (1/2) / (x + (2/2) / (x + …))), from the inside out (7.1.14).
    private static double Fraction(double x)
    {
        var value = x;
        var terms = 20 + (int)(4 * Terms / (x * x)); // the larger x, the sooner it settles
        for (var n = terms; n >= 1; n--)
        {
            value = x + (n / 2.0 / value);
        }
        return value;
    }
}
