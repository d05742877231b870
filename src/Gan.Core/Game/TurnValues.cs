using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>What a turn reports, by name in the order of the first report. The values live until it is
/// disposed.</summary>
internal sealed class TurnValues : IDisposable
{
    internal const string Loss = "loss/";

    private readonly List<string> names = [];
    private readonly Dictionary<string, Tensor> whole = [];
    private readonly Dictionary<string, List<(Tensor Value, double Weight)>> parts = [];
    private double weight = 1;
    private bool updating;

    internal Tensor this[string name] =>
        whole.GetValueOrDefault(name)
        ?? throw new KeyNotFoundException($"Nothing was reported as '{name}' in this step.");

    /// <summary>The objective on the latest part.</summary>
    internal Tensor? Last { get; private set; }

    internal void BeginPart(double weight)
    {
        this.weight = weight;
        updating = true;
    }

    internal void AddLoss(string player, Tensor loss)
    {
        Add(Loss + player, loss);
        Last = parts[Loss + player][^1].Value;
    }

    internal void Add(string name, Tensor value)
    {
        if (!parts.TryGetValue(name, out var list))
        {
            parts[name] = list = [];
        }
        list.Add((value.detach().DetachFromDisposeScope(), weight));
        if (!updating)
        {
            EndUpdate();
        }
    }

    /// <summary>Puts the parts of a batch together: rows one after another, scalars as the mean that the weights
    /// make.</summary>
    internal void EndUpdate()
    {
        using var _ = no_grad();
        foreach (var (name, list) in parts)
        {
            if (!names.Contains(name))
            {
                names.Add(name);
            }
            whole.GetValueOrDefault(name)?.Dispose();
            whole[name] = list.Count == 1 ? list[0].Value : Join(list);
        }
        parts.Clear();
        weight = 1;
        updating = false;
    }

    private static Tensor Join(List<(Tensor Value, double Weight)> list)
    {
        using var scope = NewDisposeScope();
        var joined =
            list[0].Value.numel() == 1
                ? stack(list.Select(p => p.Value.reshape([]) * p.Weight)).sum()
                : cat([.. list.Select(p => p.Value)]);
        foreach (var (value, _) in list)
        {
            value.Dispose();
        }
        return joined.DetachFromDisposeScope();
    }

    /// <summary>The means of all values: the one place of a step where the processor waits for the device. Losses
    /// stand first.</summary>
    internal Dictionary<string, double> Means()
    {
        EndUpdate();
        using var scope = NewDisposeScope();
        var means = new Dictionary<string, double>();
        foreach (var name in names.OrderBy(n => !n.StartsWith(Loss, StringComparison.Ordinal)))
        {
            var value = whole[name];
            means[name] = (value.numel() == 1 ? value : value.mean()).ToDouble();
        }
        return means;
    }

    public void Dispose()
    {
        EndUpdate();
        foreach (var value in whole.Values)
        {
            value.Dispose();
        }
        whole.Clear();
    }
}
