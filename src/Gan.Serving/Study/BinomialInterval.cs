namespace Gan.Serving.Study;

/// <summary>Where a share lies with a confidence of 95 %, by answers that do not depend on each other.</summary>
internal static class BinomialInterval
{
    private const double Quantile = 1.959963984540054; // of the normal distribution at 0.975
    private const double Tail = 0.025;
    private const int Halvings = 200;

    /// <summary>Wilson's interval (1927), which is close to 95 % on average.</summary>
    /// <param name="count">How many, in [0, of].</param>
    /// <param name="of">Out of how many. At least 1.</param>
    public static (double Low, double High) Wilson(long count, long of)
    {
        var share = (double)count / of;
        var square = Quantile * Quantile / of;
        var middle = (share + (square / 2)) / (1 + square);
        var half = Quantile / (1 + square) * Math.Sqrt((share * (1 - share) / of) + (square / 4 / of));
        return (count == 0 ? 0 : Math.Max(0, middle - half), count == of ? 1 : Math.Min(1, middle + half));
    }

    /// <summary>Clopper's and Pearson's interval (1934), which is never below 95 %.</summary>
    /// <param name="count">How many, in [0, of].</param>
    /// <param name="of">Out of how many. At least 1.</param>
    public static (double Low, double High) ClopperPearson(long count, long of) =>
        (Lower(count, of), 1 - Lower(of - count, of));

    // The share at which count or more come with a probability of 2.5 %.
    private static double Lower(long count, long of)
    {
        if (count == 0)
        {
            return 0;
        }
        var low = 0.0;
        var high = 1.0;
        for (var i = 0; i < Halvings && high - low > 1e-15 * high; i++)
        {
            var middle = (low + high) / 2;
            if (AtLeast(count, of, middle) < Tail)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    // The chance of count or more out of so many: each term from the one before, from the first on.
    private static double AtLeast(long count, long of, double share)
    {
        var term = LogChoose(of, count) + (count * Math.Log(share)) + ((of - count) * Math.Log(1 - share));
        var sum = 0.0;
        var odds = Math.Log(share) - Math.Log(1 - share);
        for (var k = count; k <= of; k++)
        {
            sum += Math.Exp(term);
            term += Math.Log((of - k) / (double)(k + 1)) + odds;
        }
        return sum;
    }

    private static double LogChoose(long of, long count)
    {
        var sum = 0.0;
        for (var i = 1L; i <= count; i++)
        {
            sum += Math.Log((of - count + i) / (double)i);
        }
        return sum;
    }
}
