using System.Globalization;
using System.Runtime.CompilerServices;

namespace Gan;

/// <summary>
/// What stands against a value, in the one sentence of all rooms: the name, the bound, the value. Compiled into each
/// room. What fits gives null. <see cref="Argument"/> throws the same sentence.
/// </summary>
internal static class Bounds
{
    /// <summary>bound or more, and finite.</summary>
    internal static Problem? AtLeast<T>(T bound, T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : IComparable<T> =>
        value.CompareTo(bound) >= 0 ? Finite(value, name) : Sentence(name, $"be at least {bound}", value);

    /// <summary>bound or more where there is a value.</summary>
    internal static Problem? AtLeast<T>(T bound, T? value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : struct, IComparable<T> => value is { } present ? AtLeast(bound, present, name) : null;

    /// <summary>More than bound, and finite.</summary>
    internal static Problem? Above<T>(T bound, T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : IComparable<T> =>
        value.CompareTo(bound) > 0 ? Finite(value, name) : Sentence(name, $"be greater than {bound}", value);

    /// <summary>More than bound where there is a value.</summary>
    internal static Problem? Above<T>(T bound, T? value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : struct, IComparable<T> => value is { } present ? Above(bound, present, name) : null;

    /// <summary>bound or less; not for NaN, which <see cref="AtLeast{T}(T,T,string)"/> refuses.</summary>
    internal static Problem? AtMost<T>(T bound, T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : IComparable<T> => value.CompareTo(bound) <= 0 ? null : Sentence(name, $"be at most {bound}", value);

    /// <summary>From least to most, both included.</summary>
    internal static Problem? Within<T>(
        T least,
        T most,
        T value,
        [CallerArgumentExpression(nameof(value))] string name = ""
    )
        where T : IComparable<T> =>
        value.CompareTo(least) >= 0 ? AtMost(most, value, name) : Sentence(name, $"be at least {least}", value);

    /// <summary>In an interval as mathematics writes it, such as "[0, 1)".</summary>
    internal static Problem? In(
        string interval,
        double value,
        [CallerArgumentExpression(nameof(value))] string name = ""
    )
    {
        var ends = interval[1..^1].Split(',');
        var least = double.Parse(ends[0], CultureInfo.InvariantCulture);
        var most = double.Parse(ends[1], CultureInfo.InvariantCulture);
        var fits =
            (interval[0] == '[' ? value >= least : value > least)
            && (interval[^1] == ']' ? value <= most : value < most);
        return fits ? null : Sentence(name, $"be in {interval}", value);
    }

    /// <summary>Neither infinite nor NaN.</summary>
    internal static Problem? Finite<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value is double number && !double.IsFinite(number) ? Sentence(name, "be finite", value) : null;

    /// <summary>One of the names of an enumeration.</summary>
    internal static Problem? Named<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : struct, Enum =>
        Enum.IsDefined(value) ? null : Sentence(name, $"be one of {string.Join(", ", Enum.GetNames<T>())}", value);

    /// <summary>At least one of the flags of an enumeration, and none beside them.</summary>
    internal static Problem? Flags<T>(T all, T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : struct, Enum
    {
        var bits = Convert.ToInt64(value, CultureInfo.InvariantCulture);
        var most = Convert.ToInt64(all, CultureInfo.InvariantCulture);
        return bits > 0 && bits <= most
            ? null
            : Sentence(name, $"be one or more of {string.Join(", ", Enum.GetNames<T>())}", value);
    }

    /// <summary>A rule of its own, in the same sentence.</summary>
    internal static Problem? Must<T>(
        bool holds,
        string must,
        T value,
        [CallerArgumentExpression(nameof(value))] string name = ""
    ) => holds ? null : Sentence(name, must, value);

    /// <summary>Those that were found.</summary>
    internal static IEnumerable<Problem> All(params ReadOnlySpan<Problem?> found)
    {
        List<Problem> problems = [];
        foreach (var problem in found)
        {
            if (problem is not null)
            {
                problems.Add(problem);
            }
        }
        return problems;
    }

    /// <summary>Those that were found of a part's settings: "StepDecay.Every must be …".</summary>
    internal static IEnumerable<Problem> Of(string part, params ReadOnlySpan<Problem?> found) =>
        All(found).Select(problem => problem with { What = $"{part}.{problem.What}" });

    private static Problem Sentence<T>(string name, string must, T value) =>
        new($"{name[(name.LastIndexOf('.') + 1)..]} must {must}, but was {value}.");
}
