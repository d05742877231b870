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
        var missing = wanted.Keys.Except(tensors.Keys).ToList();
        var extra = tensors.Keys.Except(wanted.Keys).ToList();
        if (missing.Count + extra.Count > 0)
        {
            return $"its tensors do not fit the network: missing [{string.Join(", ", missing)}], not known "
                + $"[{string.Join(", ", extra)}]";
        }
        foreach (var (name, tensor) in wanted)
        {
            var found = tensors[name];
            if (!tensor.shape.SequenceEqual(found.shape) || tensor.dtype != found.dtype)
            {
                return $"tensor '{name}' is {found.dtype}{ShapeText.Of(found.shape)}, but the network has "
                    + $"{tensor.dtype}{ShapeText.Of(tensor.shape)}";
            }
        }
        return null;
    }
}
