namespace Gan.Data;

/// <summary>One mode of a column's numbers, a normal distribution.</summary>
/// <param name="Weight">Its share in the numbers, in (0, 1].</param>
/// <param name="Mean">Its mean.</param>
/// <param name="Deviation">Its standard deviation; 0 for a column of one value.</param>
public sealed record NumberMode(double Weight, double Mean, double Deviation)
{
    /// <summary>The logarithm of its share in the density at a number, up to a constant.</summary>
    internal double LogDensity(double number)
    {
        var distance = Deviation > 0 ? (number - Mean) / Deviation : 0;
        return Math.Log(Weight) - Math.Log(Math.Max(Deviation, double.Epsilon)) - (0.5 * distance * distance);
    }
}

/// <summary>
/// Numbers of several modes (mode-specific normalisation, CTGAN, Xu et al. 2019, section 4.2): in a sample the place
/// within a mode, (x − mean) / (4 · deviation) in [−1, 1], and which mode it is, one-hot of 0 and 1.
/// </summary>
/// <param name="Name">The column's name.</param>
/// <param name="Missing">What is done about missing cells; filled ones are the mean.</param>
/// <param name="Modes">The modes by their means; at least one.</param>
/// <param name="Min">Smallest value seen.</param>
/// <param name="Max">Largest value seen.</param>
/// <param name="Mean">Mean of the values seen.</param>
/// <param name="Decimals">As in <see cref="NumericColumn"/>.</param>
/// <param name="HasMissing">True where missing cells are a mode of their own, the last one.</param>
public sealed record ModesColumn(
    string Name,
    MissingValues Missing,
    IReadOnlyList<NumberMode> Modes,
    double Min,
    double Max,
    double Mean,
    int? Decimals,
    bool HasMissing
) : TableColumn(Name, Missing)
{
    // α spans four deviations to each side (section 4.2).
    private const double Deviations = 4;

    /// <inheritdoc/>
    public override int Width => 1 + Codes;

    private int Codes => Modes.Count + (HasMissing ? 1 : 0);

    internal override IEnumerable<(int Width, TableSpanKind Kind)> Parts =>
        [(1, TableSpanKind.Number), (Codes, TableSpanKind.Mode)];

    internal override string Expected => "a number";

    internal override string? Problem
    {
        get
        {
            if (Modes is not { Count: > 0 } || Modes.Contains(null!))
            {
                return "no modes";
            }

            if (Modes.FirstOrDefault(mode => !IsGood(mode)) is { } bad)
            {
                return $"a mode of weight {bad.Weight}, mean {bad.Mean} and deviation {bad.Deviation}";
            }

            if (!double.IsFinite(Max - Min) || !double.IsFinite(Mean) || Min > Max)
            {
                return $"values from {Min} to {Max} about {Mean}";
            }

            return Decimals is < 0 or > 15 ? $"{Decimals} digits behind the point" : null;
        }
    }

    private static bool IsGood(NumberMode mode) =>
        mode is { Weight: > 0 and <= 1, Deviation: >= 0 } && double.IsFinite(mode.Mean + (mode.Deviation * Deviations));

    internal override bool Encode(string? cell, NumberFormat format, Span<float> into, double chance)
    {
        into.Clear();
        if (cell is null && HasMissing)
        {
            into[^1] = 1;
            return true;
        }

        var number = Mean;
        if (cell is null ? Missing != MissingValues.Fill : !format.TryRead(cell, out number))
        {
            return false;
        }

        number = IsStated ? Math.Clamp(number, Min, Max) : number;
        var chosen = Choose(number, chance);
        var mode = Modes[chosen];
        var unit = Deviations * mode.Deviation;
        into[0] = unit > 0 ? (float)Math.Clamp((number - mode.Mean) / unit, -1, 1) : 0;
        into[1 + chosen] = 1;
        return float.IsFinite(into[0]);
    }

    /// <summary>A mode drawn by what each has to do with the number.</summary>
    private int Choose(double number, double chance)
    {
        Span<double> logs = Modes.Count <= 64 ? stackalloc double[Modes.Count] : new double[Modes.Count];
        var largest = double.NegativeInfinity;
        for (var k = 0; k < logs.Length; k++)
        {
            logs[k] = Modes[k].LogDensity(number);
            largest = Math.Max(largest, logs[k]);
        }

        var sum = 0.0;
        foreach (ref var log in logs)
        {
            log = double.IsFinite(largest) ? Math.Exp(log - largest) : 1;
            sum += log;
        }

        var left = chance * sum;
        for (var k = 0; k < logs.Length; k++)
        {
            left -= logs[k];
            if (left < 0)
            {
                return k;
            }
        }

        return Nearest(number);
    }

    private int Nearest(double number)
    {
        var nearest = 0;
        for (var k = 1; k < Modes.Count; k++)
        {
            nearest = Math.Abs(Modes[k].Mean - number) < Math.Abs(Modes[nearest].Mean - number) ? k : nearest;
        }

        return nearest;
    }

    internal override string Decode(ReadOnlySpan<float> numbers, NumberFormat format)
    {
        var largest = CodeNumbers.Largest(numbers[1..]);
        if (largest == Modes.Count)
        {
            return "";
        }

        var mode = Modes[largest];
        var number = mode.Mean + (Math.Clamp(numbers[0], -1, 1) * Deviations * mode.Deviation);
        return format.Write(Math.Clamp(number, Min, Max), Decimals);
    }
}
