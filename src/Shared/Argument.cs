using System.Runtime.CompilerServices;

namespace Gan;

/// <summary>
/// Arguments of a method or of an object that computes, refused where they stand, in the sentences of
/// <see cref="Bounds"/>. Compiled into each room. Settings of a part are not refused so: see decision 0021.
/// </summary>
internal static class Argument
{
    /// <exception cref="ArgumentOutOfRangeException">The value is less than the bound, or not finite.</exception>
    internal static T AtLeast<T>(T bound, T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : IComparable<T> => Fitting(value, Bounds.AtLeast(bound, value, name), name);

    /// <exception cref="ArgumentOutOfRangeException">The value is not greater than the bound, or not
    /// finite.</exception>
    internal static T Above<T>(T bound, T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : IComparable<T> => Fitting(value, Bounds.Above(bound, value, name), name);

    /// <exception cref="ArgumentOutOfRangeException">The value is greater than the bound.</exception>
    internal static T AtMost<T>(T bound, T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : IComparable<T> => Fitting(value, Bounds.AtMost(bound, value, name), name);

    /// <exception cref="ArgumentOutOfRangeException">The value lies outside of the bounds.</exception>
    internal static T Within<T>(T least, T most, T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : IComparable<T> => Fitting(value, Bounds.Within(least, most, value, name), name);

    /// <exception cref="ArgumentOutOfRangeException">The rule does not hold.</exception>
    internal static T Must<T>(
        bool holds,
        string must,
        T value,
        [CallerArgumentExpression(nameof(value))] string name = ""
    ) => Fitting(value, Bounds.Must(holds, must, value, name), name);

    /// <exception cref="ArgumentNullException">There is no value.</exception>
    internal static T NotNull<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : class => value ?? throw new ArgumentNullException(name);

    /// <exception cref="ArgumentOutOfRangeException">There is a problem.</exception>
    internal static void ThrowIf(Problem? problem, string name)
    {
        if (problem is not null)
        {
            throw new ArgumentOutOfRangeException(name[(name.LastIndexOf('.') + 1)..], problem.ToString());
        }
    }

    private static T Fitting<T>(T value, Problem? problem, string name)
    {
        ThrowIf(problem, name);
        return value;
    }
}
