using System.Globalization;

namespace Gan.Losses;

/// <summary>Range checks of settings; the message names the setting, the bound and the value.</summary>
internal static class Require
{
    public static double Finite(double value, string name) =>
        double.IsFinite(value) ? value : throw OutOfRange(name, "finite", value);

    public static double AtLeast(double bound, double value, string name) =>
        Finite(value, name) >= bound ? value : throw OutOfRange(name, $"at least {Text(bound)}", value);

    public static double Above(double bound, double value, string name) =>
        Finite(value, name) > bound ? value : throw OutOfRange(name, $"greater than {Text(bound)}", value);

    public static double Within(double least, double most, double value, string name) =>
        AtLeast(least, value, name) <= most ? value : throw OutOfRange(name, $"at most {Text(most)}", value);

    public static long AtLeast(long bound, long value, string name) =>
        value >= bound ? value : throw OutOfRange(name, $"at least {bound}", value);

    /// <summary>A number of classes, features or rows: from 1 to 2,147,483,647, more than any layer has.</summary>
    public static long Size(long value, string name) =>
        AtLeast(1, value, name) <= int.MaxValue ? value : throw OutOfRange(name, $"at most {int.MaxValue}", value);

    /// <summary>At least one of the flags of an enumeration, and none beside them.</summary>
    public static T Parts<T>(T value, T all, string name)
        where T : struct, Enum =>
        Convert.ToInt64(value, CultureInfo.InvariantCulture) is > 0 and var bits
        && bits <= Convert.ToInt64(all, CultureInfo.InvariantCulture)
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                $"{name} must be one or more of {string.Join(", ", Enum.GetNames<T>())}, but was {value}."
            );

    public static T Given<T>(T value, string name)
        where T : class => value ?? throw new ArgumentNullException(name);

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static ArgumentOutOfRangeException OutOfRange(string name, string wanted, IFormattable value) =>
        new(name, $"{name} must be {wanted}, but was {Text(value)}.");
}
