namespace Gan;

/// <summary>
/// Logarithm, sine and cosine of sums, products, quotients and nothing else, in a fixed order: IEEE 754 rounds each of
/// them in one way, so that the bits are the same on every machine and in JavaScript. Libraries' own functions differ
/// in the last place.
/// </summary>
/// <remarks>No multiply-add may be fused: neither .NET nor JavaScript does so of itself. Errors stay below 4e-16 of the
/// largest value.</remarks>
internal static class PortableMath
{
    private const double Ln2 = 0.6931471805599453;
    private const double HalfPi = 1.5707963267948966;
    private const double Root2 = 1.4142135623730951;

    /// <summary>ln x of a normal number above 0.</summary>
    // ln m = 2 · artanh((m − 1) / (m + 1)), of which |t| is at most 0.172
    internal static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        double exponent = (bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000); // in [1, 2)
        if (m > Root2)
        {
            m *= 0.5;
            exponent += 1;
        }
        var t = (m - 1) / (m + 1);
        var square = t * t;
        var sum = 1.0 / 23;
        for (var k = 21; k > 0; k -= 2)
        {
            sum = (sum * square) + (1.0 / k);
        }
        return (exponent * Ln2) + (2 * t * sum);
    }

    /// <summary>Cosine and sine of 2πv.</summary>
    /// <param name="v">Share of a turn, in [0, 1).</param>
    internal static (double Cosine, double Sine) Turn(double v)
    {
        var quarters = 4 * v;
        var nearest = Math.Floor(quarters + 0.5);
        var x = (quarters - nearest) * HalfPi; // in [−π/4, π/4]
        var square = x * x;
        var cosine = Series(square, 18, 1);
        var sine = x * Series(square, 17, 2);
        return ((int)nearest & 3) switch
        {
            0 => (cosine, sine),
            1 => (-sine, cosine),
            2 => (-cosine, -sine),
            _ => (sine, -cosine),
        };
    }

    // 1 − s/(f(f+1)) · (1 − s/((f+2)(f+3)) · (…)), up to the power `last` of x
    private static double Series(double square, int last, int first)
    {
        var sum = 1.0;
        for (var k = last; k > first; k -= 2)
        {
            sum = 1 - (square / (k * (k - 1)) * sum);
        }
        return sum;
    }
}
