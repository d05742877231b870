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
    /// <returns>The network itself.</returns>
    public static T PlaceOn<T>(this T network, Device device)
        where T : nn.Module => network.to(device).LeaveScopes();

    /// <summary>Parameters and buffers from now on live until the network is disposed.</summary>
    /// <returns>The network itself.</returns>
    internal static T LeaveScopes<T>(this T network)
        where T : nn.Module
    {
        foreach (var parameter in network.parameters())
        {
            parameter.DetachFromDisposeScope();
        }
        foreach (var buffer in network.buffers())
        {
            buffer.DetachFromDisposeScope();
        }
        return network;
    }
}
