namespace Gan.Metrics;

/// <summary>What texts are worth at a temperature.</summary>
/// <param name="Temperature">The temperature.</param>
/// <param name="Quality">How good each text is, by a measure where lower is better, such as
/// <see cref="NGramModel.Unlikelihood"/>.</param>
/// <param name="Likeness">How alike the texts are, by a measure where lower is more varied, such as
/// <see cref="TextBleu.OfThemselves"/>.</param>
public sealed record SweepPoint(double Temperature, double Quality, double Likeness);

/// <summary>
/// A writer at several temperatures, as a curve of quality against variety: writers are compared by curves, since a
/// lower temperature makes any of them better at the price of variety (Caccia et al. 2020, arXiv:1811.02549).
/// </summary>
/// <param name="Name">What the picture calls the writer.</param>
/// <param name="Points">In the order of the temperatures.</param>
public sealed record SweepCurve(string Name, IReadOnlyList<SweepPoint> Points)
{
    /// <summary>Temperatures that show a curve well.</summary>
    public static IReadOnlyList<double> Temperatures { get; } = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.4];

    /// <summary>Measures a writer.</summary>
    /// <param name="name">What the picture calls it.</param>
    /// <param name="write">Texts at a temperature, as numbers of tokens.</param>
    /// <param name="quality">Where lower is better.</param>
    /// <param name="likeness">Where lower is more varied.</param>
    /// <param name="temperatures">At which; null for <see cref="Temperatures"/>. Greater than 0.</param>
    public static SweepCurve Of(
        string name,
        Func<double, IReadOnlyList<IReadOnlyList<long>>> write,
        Func<IReadOnlyList<IReadOnlyList<long>>, double> quality,
        Func<IReadOnlyList<IReadOnlyList<long>>, double> likeness,
        IReadOnlyList<double>? temperatures = null
    )
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(quality);
        ArgumentNullException.ThrowIfNull(likeness);
        var points = new List<SweepPoint>();
        foreach (var temperature in temperatures ?? Temperatures)
        {
            var texts = write(Argument.Above(0.0, temperature));
            points.Add(new SweepPoint(temperature, quality(texts), likeness(texts)));
        }
        return new SweepCurve(name, points);
    }
}
