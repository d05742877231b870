using static TorchSharp.torch;

namespace Gan;

/// <summary>Whether stored weights are those of a network.</summary>
internal static class StateFit
{
    /// <summary>Puts weights into a network whose names, shapes and types they have to the last one; says what does
    /// not fit, and then leaves the network alone.</summary>
    internal static string? TryFill(nn.Module network, Dictionary<string, Tensor> tensors)
    {
        if (Misfit(network, tensors) is { } misfit)
        {
            return misfit;
        }
        network.load_state_dict(tensors);
        return null;
    }

    /// <summary>A copy of a network in evaluation mode on a device: what a training hands out.</summary>
    /// <param name="network">The network.</param>
    /// <param name="make">Makes another from its plan.</param>
    /// <param name="fill">Puts weights into it, or says what does not fit.</param>
    /// <param name="device">Where it is to be.</param>
    /// <exception cref="ArgumentException">The network was not made from the plan.</exception>
    internal static T Copy<T>(T network, Func<T> make, Func<T, Dictionary<string, Tensor>, string?> fill, Device device)
        where T : nn.Module
    {
        using var scope = NewDisposeScope();
        var copy = make();
        if (fill(copy, network.state_dict()) is { } misfit)
        {
            copy.Dispose();
            throw new ArgumentException($"The network was not made from the plan: {misfit}.", nameof(network));
        }
        copy.PlaceOn(device);
        copy.eval();
        return copy;
    }

    private static string? Misfit(nn.Module network, Dictionary<string, Tensor> tensors)
    {
        var wanted = network.state_dict();
        List<string> names =
        [
            .. Listed("missing", wanted.Keys.Except(tensors.Keys)),
            .. Listed("not known", tensors.Keys.Except(wanted.Keys)),
        ];
        var others = wanted
            .Where(one => tensors.TryGetValue(one.Key, out var found) && !IsAlike(one.Value, found))
            .Select(one => $"tensor '{one.Key}' is {Kind(tensors[one.Key])}, but the network has {Kind(one.Value)}");
        var ofNames = names.Count > 0 ? $"its tensors do not fit the network: {string.Join(", ", names)}" : null;
        string[] problems = [.. ofNames is null ? Array.Empty<string>() : [ofNames], .. others];
        return problems.Length > 0 ? string.Join("; ", problems) : null;
    }

    private static IEnumerable<string> Listed(string what, IEnumerable<string> names) =>
        names.Any() ? [$"{what} [{string.Join(", ", names)}]"] : [];

    private static bool IsAlike(Tensor wanted, Tensor found) =>
        wanted.shape.SequenceEqual(found.shape) && wanted.dtype == found.dtype;

    private static string Kind(Tensor tensor) => $"{tensor.dtype}{ShapeText.Of(tensor.shape)}";
}
