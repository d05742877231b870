namespace Gan.Losses;

/// <summary>
/// What a penalty remembers from one update to the next, such as a running mean. It belongs to the training and not to
/// the penalty, so that a record of settings stays immutable, may serve several trainings at once, and a checkpoint can
/// store what was remembered.
/// </summary>
public sealed class PenaltyMemory : IDisposable
{
    private readonly SortedDictionary<string, Tensor> values = new(StringComparer.Ordinal);

    /// <summary>Everything remembered, by name in ordinal order. The tensors stay the memory's.</summary>
    public IReadOnlyDictionary<string, Tensor> Values => values;

    /// <summary>What was remembered under a name, or null the first time.</summary>
    public Tensor? Recall(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return values.GetValueOrDefault(name);
    }

    /// <summary>Remembers a copy of a value without its graph; it replaces the one before.</summary>
    public void Remember(string name, Tensor value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        var copy = value.detach().clone().DetachFromDisposeScope();
        if (values.TryGetValue(name, out var old))
        {
            old.Dispose();
        }
        values[name] = copy;
    }

    /// <summary>
    /// The running mean of a value, without its graph: decay · (the mean before) + (1 − decay) · value, or the value
    /// itself the first time (or <paramref name="start"/>, if given). It is remembered.
    /// </summary>
    internal Tensor RunningMean(string name, Tensor value, double decay, double? start = null)
    {
        var now = value.detach();
        var before = Recall(name) ?? (start is { } s ? full_like(now, s) : now);
        Remember(name, decay * before + (1 - decay) * now);
        return values[name];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var value in values.Values)
        {
            value.Dispose();
        }
        values.Clear();
    }
}
