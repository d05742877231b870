namespace Gan.Data;

/// <summary>The numbers of a one-hot code.</summary>
internal static class CodeNumbers
{
    /// <summary>The place of the largest number, the first of several.</summary>
    public static int Largest(ReadOnlySpan<float> numbers)
    {
        var largest = 0;
        for (var i = 1; i < numbers.Length; i++)
        {
            largest = numbers[i] > numbers[largest] ? i : largest;
        }

        return largest;
    }
}
