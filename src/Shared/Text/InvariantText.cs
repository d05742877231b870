using System.Globalization;

namespace Gan;

/// <summary>
/// What an object says of itself, the same in every culture. The <c>ToString()</c> that the compiler makes for a record
/// prints numbers in the current culture, whatever it is asked for. Compiled into each room.
/// </summary>
internal static class InvariantText
{
    /// <summary>Its <c>ToString()</c> under the invariant culture; "" for null.</summary>
    internal static string Of(object? value) => Of(value, static value => value?.ToString() ?? "");

    /// <summary>Values one behind another, each by its <c>ToString()</c> under the invariant culture.</summary>
    internal static string Join<T>(string separator, IEnumerable<T> values) =>
        string.Join(separator, values.Select(value => $"{value}"));

    /// <summary>What a method makes of a value under the invariant culture. It must not be lazy.</summary>
    internal static TResult Of<T, TResult>(T value, Func<T, TResult> describe)
    {
        var before = CultureInfo.CurrentCulture;
        if (ReferenceEquals(before, CultureInfo.InvariantCulture))
        {
            return describe(value);
        }
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return describe(value);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
