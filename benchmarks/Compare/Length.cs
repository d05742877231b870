/// <summary>How much of a workload is timed.</summary>
/// <param name="Steps">Steps, or repetitions of sampling.</param>
/// <param name="Warm">Steps before these.</param>
/// <param name="Images">Images of a sampling.</param>
internal sealed record Length(int Steps, int Warm, int Images)
{
    /// <summary>For the results.</summary>
    internal static Length Whole(Workload workload) => new(workload.Steps, workload.Warm, 10_000);

    /// <summary>Enough to tell which setting of the threads is the fastest.</summary>
    internal static Length Trial(Workload workload) =>
        new(Math.Max(1, workload.Steps / 3), workload.Critics > 0 ? 0 : workload.Warm / 2, 1000);

    /// <summary>Enough to show that a side works.</summary>
    internal static Length Quick(Workload workload) =>
        new(workload.Name == "epoch" ? 2 : 1, Math.Min(1, workload.Warm), 1000);
}
