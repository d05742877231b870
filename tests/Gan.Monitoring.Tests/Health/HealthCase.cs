using Gan.Data;

namespace Gan.Monitoring.Tests.Health;

/// <summary>A training that is known to be healthy, or made to fail in one way.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Expected">What must be found; null for nothing at all.</param>
/// <param name="Data">The data set.</param>
/// <param name="Settings">What makes it what it is.</param>
/// <param name="Steps">Steps of a test.</param>
/// <param name="Whole">Steps of the larger check.</param>
internal sealed record HealthCase(
    string Name,
    HealthKind? Expected,
    Func<IDataset> Data,
    Func<GanBuilder, IDataset, GanBuilder> Settings,
    long Steps,
    long Whole
)
{
    public HealthOptions Options { get; init; } = new();

    public int Batch { get; init; } = 64;

    public int? CriticSteps { get; init; }

    public override string ToString() => Name;
}
