namespace Gan;

/// <summary>A dictionary of a pickle: its entries with text for a key, in their order. Others name no weights and are
/// forgotten.</summary>
internal sealed class PickleDictionary
{
    private static readonly Dictionary<string, object?> None = [];

    private Dictionary<string, object?>? entries;
    private int tensors; // counted here, because a search would count a shared dictionary again and again

    internal IReadOnlyDictionary<string, object?> Entries => entries ?? None;

    /// <summary>Whether a tensor is among the values.</summary>
    internal bool HasTensors => tensors > 0;

    internal void Set(object? key, object? value)
    {
        if (key is not string name)
        {
            return;
        }
        entries ??= [];
        tensors -= entries.GetValueOrDefault(name) is PthTensor ? 1 : 0;
        tensors += value is PthTensor ? 1 : 0;
        entries[name] = value;
    }
}

/// <summary>A value that no weights are read from: a list, a device, a type of numbers.</summary>
internal sealed record PickleOpaque(string What)
{
    internal static readonly PickleOpaque List = new("a list");
    internal static readonly PickleOpaque LargeNumber = new("a number of more than 64 bits");
}

/// <summary>A name of Python's that a pickle calls or passes on.</summary>
internal sealed record PickleGlobal(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}
