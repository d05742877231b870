using static TorchSharp.torch;

namespace Gan;

/// <summary>Names of a network's tensors.</summary>
public static class WeightNames
{
    private const string Decorator = "network.";

    /// <summary>The name without decorators, so that a network keeps its names when a condition or an augmentation is
    /// put around it.</summary>
    /// <param name="name">A name in a state dict.</param>
    public static string WithoutDecorators(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        while (name.StartsWith(Decorator, StringComparison.Ordinal))
        {
            name = name[Decorator.Length..];
        }
        return name;
    }

    /// <summary>The same tensors under other names.</summary>
    /// <param name="tensors">Tensors by their names.</param>
    /// <param name="names">
    /// Old names and new ones. "main.0" means the tensor of that name and all whose names go on with a point behind it,
    /// such as "main.0.weight"; "module." means all whose names start so. The longest old name that fits counts. An
    /// empty new name takes the old one away.
    /// </param>
    /// <exception cref="ArgumentException">An old name fits no tensor, or two tensors would have one name.</exception>
    public static Dictionary<string, Tensor> Renamed(
        IReadOnlyDictionary<string, Tensor> tensors,
        IReadOnlyDictionary<string, string> names
    )
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(names);
        var unused = names.Keys.Where(old => !tensors.Keys.Any(name => Fits(old, name))).ToList();
        if (unused.Count > 0)
        {
            throw new ArgumentException(
                $"No tensor has the name '{string.Join("' or '", unused)}'. Names are: {Some(tensors.Keys)}.",
                nameof(names)
            );
        }
        var renamed = new Dictionary<string, Tensor>();
        foreach (var (name, tensor) in tensors)
        {
            var old = names.Keys.Where(one => Fits(one, name)).MaxBy(one => one.Length);
            var now = old is null ? name : names[old] + name[old.Length..];
            if (!renamed.TryAdd(now, tensor))
            {
                throw new ArgumentException($"Two tensors would have the name '{now}'.", nameof(names));
            }
        }
        return renamed;
    }

    private static bool Fits(string old, string name) =>
        old.Length > 0
        && name.StartsWith(old, StringComparison.Ordinal)
        && (old[^1] == '.' || name.Length == old.Length || name[old.Length] == '.');

    private static string Some(IEnumerable<string> names)
    {
        var first = names.Take(21).ToList();
        return first.Count <= 20 ? string.Join(", ", first) : $"{string.Join(", ", first.Take(20))}, …";
    }
}
