namespace Gan.Metrics;

/// <summary>Bounds of a probability by how often it came true, which hold for any number of trials (Clopper and Pearson
/// 1934).</summary>
internal static class ClopperPearson
{
    private const int Bisections = 60;

    /// <summary>The probability below which so many hits, or more, have at most the chance that is left.</summary>
    internal static double Lower(long hits, long trials, double confidence) =>
        hits == 0 ? 0 : Find(p => AtMost(trials - hits, trials, 1 - p) < 1 - confidence);

    /// <summary>The probability above which so few hits, or fewer, have at most the chance that is left.</summary>
    internal static double Upper(long hits, long trials, double confidence) =>
        hits == trials ? 1 : Find(p => AtMost(hits, trials, p) >= 1 - confidence);

    private static double Find(Func<double, bool> isBelow)
    {
        var low = 0.0;
        var high = 1.0;
        for (var i = 0; i < Bisections; i++)
        {
            var middle = (low + high) / 2;
            if (isBelow(middle))
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

    /// <summary>P(X ≤ hits) of a binomial X.</summary>
    private static double AtMost(long hits, long trials, double p)
    {
        if (p <= 0 || p >= 1)
        {
            return p <= 0 || hits >= trials ? 1 : 0;
        }
        var log = trials * Math.Log(1 - p);
        var sum = Math.Exp(log);
        for (var k = 1L; k <= hits; k++)
        {
            log += Math.Log(trials - k + 1) - Math.Log(k) + Math.Log(p) - Math.Log(1 - p);
            sum += Math.Exp(log);
        }
        return sum;
    }
}
