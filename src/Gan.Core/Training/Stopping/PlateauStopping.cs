using System.Globalization;

namespace Gan;

/// <summary>A number of each step's report.</summary>
public enum StepValue
{
    /// <summary><see cref="StepReport.DiscriminatorLoss"/>.</summary>
    DiscriminatorLoss,

    /// <summary><see cref="StepReport.GeneratorLoss"/>.</summary>
    GeneratorLoss,

    /// <summary>The gap between the scores of real and generated samples; with a Wasserstein loss, the estimate of the
    /// distance.</summary>
    ScoreGap,
}

/// <summary>
/// Ends a training when the mean of a step's value over a window has stopped changing: for the estimate of a
/// Wasserstein critic, which falls as long as the generator learns (Gulrajani et al. 2017, section 5.3). The losses of
/// other games need not fall at all.
/// </summary>
/// <param name="Value">What is watched. Default: the score gap.</param>
/// <param name="Window">Steps in a window. At least 1. Default 200.</param>
/// <param name="Patience">Windows without change after which training ends. At least 1. Default 5.</param>
/// <param name="MinChange">Relative change between a window and the last one that changed that counts as a change, at
/// least 0. Default 0.01.</param>
public sealed record PlateauStopping(
    StepValue Value = StepValue.ScoreGap,
    int Window = 200,
    int Patience = 5,
    double MinChange = 0.01
) : IStoppingRule
{
    /// <inheritdoc/>
    public string? Stop(StepReport report, IDictionary<string, double> memory)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(memory);
        var value = Value switch
        {
            StepValue.DiscriminatorLoss => report.DiscriminatorLoss,
            StepValue.GeneratorLoss => report.GeneratorLoss,
            _ => report.RealScore - report.FakeScore,
        };
        memory["sum"] = Get(memory, "sum") + value;
        memory["count"] = Get(memory, "count") + 1;
        if (memory["count"] < Window)
        {
            return null;
        }
        var mean = memory["sum"] / Window;
        memory["sum"] = 0;
        memory["count"] = 0;
        if (double.IsNaN(mean))
        {
            return null; // says nothing about a level
        }
        var changed =
            !memory.TryGetValue("level", out var level)
            || Math.Abs(mean - level) > MinChange * Math.Max(Math.Abs(level), 1e-12);
        if (changed)
        {
            memory["level"] = mean;
            memory["since"] = 0;
        }
        else
        {
            memory["since"]++;
        }
        return memory["since"] < Patience
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Value} has stayed within {MinChange:p1} of {memory["level"]:g4} for {Patience} windows "
                    + $"of {Window} steps."
            );
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyCollection<string> metrics) =>
        Bounds.Of(
            nameof(PlateauStopping),
            Bounds.AtLeast(1, Window),
            Bounds.AtLeast(1, Patience),
            Bounds.AtLeast(0, MinChange)
        );

    private static double Get(IDictionary<string, double> memory, string name) =>
        memory.TryGetValue(name, out var value) ? value : 0;
}
