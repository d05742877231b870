namespace Gan;

/// <summary>The allow-list: each name of Python's that a pickle may hold, and what a call of it means here. Nothing is
/// looked up or run; a name beyond these ends the reading.</summary>
internal static class PickleGlobals
{
    private static readonly PickleOpaque Device = new("a device");

    private static readonly Dictionary<PickleGlobal, Func<object?[], object?>> Calls = new()
    {
        [new("collections", "OrderedDict")] = EmptyDictionary,
        [new("torch._utils", "_rebuild_tensor_v2")] = PthTensor.Rebuilt,
        [new("torch._utils", "_rebuild_parameter")] = Parameter,
        [new("torch", "Size")] = arguments => arguments is [object?[] sizes] ? sizes : PickleOpaque.List,
        [new("torch", "device")] = _ => Device,
    };

    // Types of numbers stand in settings beside the weights.
    private static readonly HashSet<string> Numbers =
    [
        "float64",
        "float32",
        "float16",
        "bfloat16",
        "int64",
        "int32",
        "int16",
        "int8",
        "uint8",
        "bool",
    ];

    /// <summary>The name, where it is allowed.</summary>
    internal static PickleGlobal Find(string module, string name)
    {
        var global = new PickleGlobal(module, name);
        var isKnown =
            Calls.ContainsKey(global)
            || module == "torch" && (Numbers.Contains(name) || StorageTypes.Find(name) is not null);
        return isKnown
            ? global
            : throw new ContentFault(
                $"it names {Shown(global)}, which is not on the list of what may stand in a file of weights. Keep the "
                    + "weights alone: torch.save(network.state_dict(), path)"
            );
    }

    /// <summary>What a call gives.</summary>
    internal static object? Call(object? function, object? arguments)
    {
        if (function is not PickleGlobal global)
        {
            throw new ContentFault("its opcode REDUCE calls what is no function");
        }
        if (arguments is not object?[] list)
        {
            throw new ContentFault($"it calls {global} without a tuple of arguments");
        }
        return Calls.TryGetValue(global, out var call)
            ? call(list)
            : throw new ContentFault($"it calls {global}, which is no function");
    }

    private static PickleDictionary EmptyDictionary(object?[] arguments) =>
        arguments.Length == 0
            ? new PickleDictionary()
            : throw new ContentFault("it makes a collections.OrderedDict from arguments");

    private static PthTensor Parameter(object?[] arguments) =>
        arguments is [PthTensor tensor, ..]
            ? tensor
            : throw new ContentFault("it calls torch._utils._rebuild_parameter without a tensor");

    private static string Shown(PickleGlobal global)
    {
        var text = global.ToString();
        return text.Length <= 100 ? $"'{text}'" : $"'{text[..100]}…'";
    }
}
