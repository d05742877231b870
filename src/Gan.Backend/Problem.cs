using System.Diagnostics.CodeAnalysis;

namespace Gan;

/// <summary>What stands against a setting, and what to do about it. Two problems are equal that read the
/// same.</summary>
/// <param name="What">What was found, a sentence: "BatchSize must be at least 2, but was 1."</param>
/// <param name="Remedy">What to do, a sentence or two; empty where the bound says it.</param>
public sealed record Problem(string What, string Remedy = "")
{
    /// <summary>What was thrown, where something was: its stack trace says in which line. Becomes the
    /// <see cref="Exception.InnerException"/> of the exception that lists the problem. Default null.</summary>
    public Exception? Cause { get; init; }

    /// <summary>A sentence by itself; no sentence is no problem.</summary>
    [return: NotNullIfNotNull(nameof(what))]
    public static implicit operator Problem?(string? what) => what is null ? null : new(what);

    /// <summary>The same problem of a part: "Generator: …".</summary>
    public Problem In(string part) => this with { What = $"{part}: {What}" };

    /// <inheritdoc/>
    public bool Equals(Problem? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>What and remedy, as messages have them.</summary>
    public override string ToString() => string.IsNullOrEmpty(Remedy) ? What : $"{What} {Remedy}";
}
