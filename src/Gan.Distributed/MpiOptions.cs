namespace Gan.Distributed;

/// <summary>How processes wait for each other.</summary>
public sealed record MpiOptions
{
    /// <summary>How long a process waits for another before it ends the training and names those that are missing. Above
    /// zero. Default 10 minutes: the first process may measure or write a checkpoint that long.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What is wrong with the values, each in a sentence.</summary>
    public IEnumerable<Problem> Problems()
    {
        if (Timeout <= TimeSpan.Zero)
        {
            yield return new Problem($"MpiOptions.Timeout must be above 0, but was {Timeout}.");
        }
    }
}
