using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Takes a network's weights out of the dispose scope that is open where they are made. TorchSharp keeps those of its
/// own layers, but not a <c>new Parameter(…)</c> or a buffer of somebody's own module: they would be disposed when the
/// scope ends, and a disposed parameter is left out of <c>parameters()</c> without a word.
/// </summary>
public static class WeightLifetime
{
    /// <summary>Moves a network to a device, where its weights live until the network is disposed, whatever dispose
    /// scope is open.</summary>
    /// <param name="network">The network.</param>
    /// <param name="device">The device.</param>
    public static void PlaceOn(this nn.Module network, Device device)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(device);
        network.to(device);
        network.LeaveScopes();
    }

    /// <summary>Parameters and buffers from now on live until the network is disposed.</summary>
    internal static void LeaveScopes(this nn.Module network)
    {
        foreach (var parameter in network.parameters())
        {
            parameter.DetachFromDisposeScope();
        }
        foreach (var buffer in network.buffers())
        {
            buffer.DetachFromDisposeScope();
        }
    }
}
