namespace Gan.Acceptance.Tests.Hostile;

/// <summary>A reader, good files for it, and what it may throw.</summary>
/// <param name="Layers">Where to change them.</param>
/// <param name="Good">Files that it reads.</param>
/// <param name="Read">Reads a path, and says how many parameters the networks have that it made.</param>
/// <param name="Documented">What it says that it throws.</param>
/// <param name="Constant">Bytes that it may allocate whatever the size of the file.</param>
/// <param name="Slow">It builds a training: a tenth of the inputs unless asked for all.</param>
internal sealed record Reader(
    Layer[] Layers,
    Func<string, byte[][]> Good,
    Func<string, long> Read,
    Type[] Documented,
    long Constant = 1 << 18,
    bool Slow = false
)
{
    internal Reader(
        Layer[] layers,
        Func<string, byte[][]> good,
        Action<string> read,
        Type[] documented,
        long constant = 1 << 18
    )
        : this(layers, good, WithoutNetworks(read), documented, constant) { }

    /// <summary>Parameters of the generators that its files are tried as when they are refused, for each good
    /// file.</summary>
    internal Func<long[]>? TriedAsGenerators { get; init; }

    /// <summary>How many parameters a refused file may have made, if any.</summary>
    /// <param name="made">How many each good file made.</param>
    internal HashSet<long> MadeByRefused(long[] made)
    {
        if (TriedAsGenerators is null)
        {
            return [.. made];
        }
        var generators = TriedAsGenerators();
        return [.. made, .. generators, .. made.Zip(generators, (judge, generator) => judge + generator)];
    }

    private static Func<string, long> WithoutNetworks(Action<string> read) =>
        path =>
        {
            read(path);
            return 0;
        };
}
