namespace Gan;

/// <summary>Finds the state dict in what a file holds: the dictionary itself, the one that it wraps, or the one that is
/// asked for.</summary>
internal static class StateDictSearch
{
    private const int MostDepth = 8; // a dictionary may hold itself

    private static readonly string[] Wrappers = ["state_dict", "model_state_dict", "model"];

    /// <summary>The tensors of a file by their names.</summary>
    /// <param name="root">What the pickle holds.</param>
    /// <param name="entry">Names of dictionaries within dictionaries, with points between; null finds the only
    /// one.</param>
    internal static Dictionary<string, PthTensor> Find(object? root, string? entry)
    {
        var dictionary =
            root as PickleDictionary
            ?? throw new ContentFault("it holds no dictionary. Write one: torch.save(network.state_dict(), path)");
        if (entry is null)
        {
            return Tensors(Only(dictionary, MostDepth));
        }
        foreach (var name in entry.Split('.'))
        {
            dictionary =
                dictionary.Entries.GetValueOrDefault(name) as PickleDictionary
                ?? throw new ContentFault($"it has no dictionary '{entry}'. {Choice(dictionary)}");
        }
        return Tensors(Only(dictionary, MostDepth));
    }

    private static PickleDictionary Only(PickleDictionary dictionary, int depth)
    {
        var inner = Wrappers
            .Select(name => dictionary.Entries.GetValueOrDefault(name) as PickleDictionary)
            .FirstOrDefault(one => one is not null && Holds(one, depth));
        if (inner is not null && depth > 0)
        {
            return Only(inner, depth - 1);
        }
        var parts = Parts(dictionary);
        if (dictionary.HasTensors && parts.Count == 0)
        {
            return dictionary;
        }
        if (parts is [var only] && !dictionary.HasTensors && depth > 0)
        {
            return Only((PickleDictionary)dictionary.Entries[only]!, depth - 1);
        }
        throw new ContentFault(Choice(dictionary));
    }

    private static bool Holds(PickleDictionary dictionary, int depth) =>
        depth > 0 && (dictionary.HasTensors || Parts(dictionary).Count > 0);

    private static List<string> Parts(PickleDictionary dictionary) =>
        [
            .. dictionary
                .Entries.Where(entry =>
                    entry.Value is PickleDictionary inner
                    && (
                        inner.HasTensors
                        || Wrappers.Any(name =>
                            inner.Entries.GetValueOrDefault(name) is PickleDictionary wrapped && wrapped.HasTensors
                        )
                    )
                )
                .Select(entry => entry.Key),
        ];

    private static string Choice(PickleDictionary dictionary)
    {
        var parts = Parts(dictionary);
        return parts.Count == 0
            ? "it holds no dictionary of tensors. Write one: torch.save(network.state_dict(), path)"
            : $"it holds several dictionaries of tensors: {string.Join(", ", parts.Take(20))}. Name the one that is "
                + "meant";
    }

    private static Dictionary<string, PthTensor> Tensors(PickleDictionary dictionary) =>
        dictionary
            .Entries.Where(entry => entry.Value is PthTensor)
            .ToDictionary(entry => entry.Key, entry => (PthTensor)entry.Value!);
}
