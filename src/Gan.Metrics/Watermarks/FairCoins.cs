namespace Gan.Metrics;

/// <summary>The binomial law of fair coins.</summary>
internal static class FairCoins
{
    /// <summary>P(X ≥ hits) of X ~ B(trials, ½). Up to about 1,000 trials, whose smallest chance a double still
    /// holds.</summary>
    internal static double AtLeast(int hits, int trials)
    {
        if (hits <= 0)
        {
            return 1;
        }
        var term = Math.Pow(0.5, trials); // of all heads
        var sum = 0.0;
        for (var heads = trials; heads >= hits; heads--)
        {
            sum += term;
            term *= (double)heads / (trials - heads + 1);
        }
        return Math.Min(1, sum);
    }
}
