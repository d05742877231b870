namespace Gan.Kernels.Tests;

/// <summary>
/// Small whole numbers as floats: sums of their products have no rounding, so that results are exact in any order.
/// </summary>
internal static class Numbers
{
    internal static float[] Whole(Random random, long count)
    {
        var numbers = new float[count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = random.Next(-4, 5);
        }
        return numbers;
    }

    /// <summary>What no result is, so that a place that was left out shows.</summary>
    internal static float[] Unwritten(long count)
    {
        var numbers = new float[count];
        Array.Fill(numbers, 12345);
        return numbers;
    }
}
