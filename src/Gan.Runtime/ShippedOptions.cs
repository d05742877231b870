namespace Gan.Runtime;

/// <summary>How a shipped generator is run.</summary>
public sealed record ShippedOptions
{
    /// <summary>Threads of one call; 0, the default, for one of each core.</summary>
    public int Threads { get; init; }

    /// <summary>Samples that are made at once, which bounds memory: from 1 to 4096. Samples do not depend on it beyond
    /// rounding. Default 32.</summary>
    public int BatchSize { get; init; } = 32;

    internal void ThrowIfWrong()
    {
        if (Threads is < 0 or > 1024)
        {
            throw new ArgumentOutOfRangeException(nameof(Threads), $"Threads must be in [0, 1024], but was {Threads}.");
        }
        if (BatchSize is < 1 or > 4096)
        {
            throw new ArgumentOutOfRangeException(
                nameof(BatchSize),
                $"BatchSize must be in [1, 4096], but was {BatchSize}."
            );
        }
    }
}
