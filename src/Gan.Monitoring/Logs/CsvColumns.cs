namespace Gan.Monitoring;

/// <summary>The columns of a <see cref="CsvLog"/>.</summary>
/// <param name="Time">The first: step and seconds.</param>
/// <param name="Values">Those of the values that the game reports.</param>
/// <param name="Rest">The others: speed, learning rates and metrics.</param>
internal sealed record CsvColumns(IReadOnlyList<string> Time, IReadOnlyList<string> Values, IReadOnlyList<string> Rest)
{
    public IEnumerable<string> All => [.. Time, .. Values, .. Rest];

    /// <summary>The columns of a training that reports such values.</summary>
    public static CsvColumns Of(TrainingContext context, IReadOnlyDictionary<string, double> values)
    {
        string[] time = ["step", "seconds"];
        var rates = context.Players.Select(player => Column(ValueNames.Of("learning rate", player)));
        var metrics = context.MetricNames.Select(CsvRow.Flat);
        string[] rest = ["samples per second", "step seconds", "data wait seconds", .. rates, .. metrics];
        var names = ValueNames.InTables(context, values).Select(Column);
        return new(time, [.. names.Except(time).Except(rest)], rest); // each name once
    }

    /// <summary>The column of a value.</summary>
    public static string Column(string name) => CsvRow.Flat(ValueNames.Words(name));

    /// <summary>The columns of the table before, where it has all of these and only values beside them.</summary>
    /// <param name="before">The columns of the table before.</param>
    public CsvColumns GoOn(IReadOnlyList<string> before)
    {
        var rest = Math.Max(Time.Count, before.Count - Rest.Count);
        var values = before.Take(Time.Count..rest).ToList();
        var whole = before.Take(Time.Count).SequenceEqual(Time) && before.Skip(rest).SequenceEqual(Rest);
        return whole && !Values.Except(values).Any() ? this with { Values = values } : this;
    }
}
