namespace Gan.Data;

/// <summary>Mean and deviation of a column's numbers.</summary>
internal static class NumericFit
{
    // Less than float32 shows of a scaled number.
    private const double Invisible = 1.0 / (1 << 30);

    /// <summary>The mean and the standard deviation of the population; 0 for equal numbers, whatever sums round
    /// to.</summary>
    /// <param name="numbers">At least one number.</param>
    public static (double Mean, double Deviation) Moments(IReadOnlyList<double> numbers)
    {
        var min = numbers.Min();
        var max = numbers.Max();
        if (min == max)
        {
            return (min, 0);
        }

        // Each is divided before it is added, since the sum of large ones overflows.
        var mean = numbers.Sum(number => number / numbers.Count);
        var deviation = Deviation(numbers, mean);

        // A second pass takes out what the first has rounded. Where that is too little to show it stays,
        // and a training that was begun with it goes on with the same samples.
        var error = numbers.Sum(number => (number - mean) / numbers.Count);
        if (Math.Abs(error) <= deviation * Invisible)
        {
            return (mean, deviation);
        }

        mean = Math.Clamp(mean + error, min, max);
        return (mean, Deviation(numbers, mean));
    }

    // Differences are scaled by a power of two, which rounds nothing: squares of 1e200 and 1e-200 are no doubles.
    private static double Deviation(IReadOnlyList<double> numbers, double mean)
    {
        var largest = numbers.Max(number => Math.Abs(number - mean));
        if (!double.IsFinite(largest) || largest == 0)
        {
            return largest;
        }

        var exponent = Math.ILogB(largest);
        var sum = numbers.Sum(number =>
        {
            var difference = Math.ScaleB(number - mean, -exponent);
            return difference * difference / numbers.Count;
        });
        return Math.ScaleB(Math.Sqrt(sum), exponent);
    }
}
