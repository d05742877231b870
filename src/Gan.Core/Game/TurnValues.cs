using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>What a turn reports, by name in the order of the first report. The values live until it is
/// disposed.</summary>
internal sealed class TurnValues : IDisposable
{
    internal const string Loss = "loss/";

    private readonly List<string> names = [];
    private readonly HashSet<string> hidden = [];
    private readonly Dictionary<string, Tensor> whole = [];
    private readonly Dictionary<string, List<(Tensor Value, double Weight, int Part)>> parts = [];
    private double weight = 1;
    private int part;
    private string? lastLoss;
    private bool updating;

    internal Tensor this[string name] =>
        whole.GetValueOrDefault(name)
        ?? throw new KeyNotFoundException($"Nothing was reported or kept as '{name}' in this step.");

    /// <summary>The objective of the latest update: on its latest part until the update ends.</summary>
    internal double LastLoss()
    {
        if (lastLoss is null)
        {
            return double.NaN;
        }
        return (parts.TryGetValue(lastLoss, out var list) ? list[^1].Value : whole[lastLoss]).ToDouble();
    }

    internal void BeginPart(double weight)
    {
        this.weight = weight;
        part++;
        updating = true;
    }

    internal void AddLoss(string player, Tensor loss)
    {
        lastLoss = Loss + player;
        Add(lastLoss, loss.reshape([]));
    }

    /// <summary>Adds a value that no report shows.</summary>
    internal void Keep(string name, Tensor value)
    {
        hidden.Add(name);
        Add(name, value);
    }

    internal void Add(string name, Tensor value)
    {
        if (!parts.TryGetValue(name, out var list))
        {
            parts[name] = list = [];
        }
        if (list.Count > 0 && list[^1].Part == part)
        {
            list[^1].Value.Dispose(); // reported twice of the same samples
            list.RemoveAt(list.Count - 1);
        }
        list.Add((value.detach().DetachFromDisposeScope(), weight, part));
        if (!updating)
        {
            EndUpdate();
        }
    }

    /// <summary>Puts the parts of a batch together: rows one after another, scalars as the mean that the weights make.
    /// What other processes have of the batch joins them, but not what is only kept.</summary>
    internal void EndUpdate(Processes? processes = null)
    {
        using var _ = no_grad();
        foreach (var (name, list) in parts)
        {
            if (!hidden.Contains(name) && !names.Contains(name))
            {
                names.Add(name);
            }
            whole.GetValueOrDefault(name)?.Dispose();
            // of several processes each has weighted its own, also where there is one part of it
            whole[name] = list.Count == 1 && (processes is null || hidden.Contains(name)) ? list[0].Value : Join(list);
        }
        if (processes is not null)
        {
            JoinOthers(processes);
        }
        parts.Clear();
        weight = 1;
        updating = false;
    }

    private void JoinOthers(Processes processes)
    {
        string[] shown = [.. parts.Keys.Where(name => !hidden.Contains(name))];
        var joined = ProcessValues.Join([.. shown.Select(name => whole[name])], processes);
        foreach (var (name, value) in shown.Zip(joined))
        {
            whole[name] = value;
        }
    }

    private static Tensor Join(List<(Tensor Value, double Weight, int Part)> list)
    {
        using var scope = NewDisposeScope();
        var joined =
            list[0].Value.dim() == 0 // parts of one sample have rows too
                ? stack(list.Select(p => p.Value * p.Weight)).sum()
                : cat([.. list.Select(p => p.Value)]);
        foreach (var (value, _, _) in list)
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
            means[name] = Mean(whole[name]);
        }
        return means;
    }

    // Counts and truths have no mean of their own type.
    private static double Mean(Tensor value)
    {
        if (value.numel() == 1)
        {
            return value.ToDouble();
        }
        return (value.is_floating_point() ? value : value.to(ScalarType.Float64)).mean().ToDouble();
    }

    public void Dispose()
    {
        foreach (var value in whole.Values.Concat(parts.Values.SelectMany(list => list.Select(p => p.Value))))
        {
            value.Dispose();
        }
        whole.Clear();
        parts.Clear();
    }
}
