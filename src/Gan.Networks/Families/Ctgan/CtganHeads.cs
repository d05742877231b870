namespace Gan;

/// <summary>Whether heads fit samples.</summary>
internal static class CtganHeads
{
    /// <exception cref="ArgumentException">They do not.</exception>
    internal static void ThrowIfUnfit(CtganOptions options, NetworkSpec spec)
    {
        if (options.Problems(spec.Shape).FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem.ToString(), nameof(options));
        }
        if (spec.LatentSize < options.LatentSize)
        {
            throw new ArgumentException(
                $"CTGAN's generator reads {options.LatentSize} entries of a latent, but the spec has "
                    + $"{spec.LatentSize}.",
                nameof(spec)
            );
        }
    }
}
