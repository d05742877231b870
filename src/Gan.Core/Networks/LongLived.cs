using System.Reflection;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Takes a network's weights out of the dispose scope that is open where they are made. TorchSharp keeps those of its
/// own layers, but not a <c>new Parameter(…)</c> or a buffer of somebody's own module: they would be disposed when the
/// scope ends, and a disposed parameter is left out of <c>parameters()</c> without a word.
/// </summary>
internal static class LongLived
{
    /// <summary>Moves a network to a device, where its weights live until it is disposed: for networks that a user's
    /// function made, too.</summary>
    internal static T KeptOn<T>(this T network, Device device)
        where T : nn.Module => network.to(device).Keep();

    /// <summary>What was disposed before anybody could keep it: weights that a constructor made inside of a dispose
    /// scope of its own.</summary>
    internal static IEnumerable<string> Lost(nn.Module network, string role) =>
        from module in network.modules().Prepend(network)
        where module.GetType().Assembly != typeof(nn.Module).Assembly
        from field in module.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        where field.FieldType == typeof(Parameter) && field.GetValue(module) is Parameter { IsInvalid: true }
        select $"The {role}'s parameter '{field.Name}' of {module.GetName()} was disposed with the dispose "
            + "scope that it was made in. "
            + "Make it outside of scopes, or call DetachFromDisposeScope() on it.";

    /// <summary>Parameters and buffers from now on live until the network is disposed.</summary>
    /// <returns>The network itself.</returns>
    internal static T Keep<T>(this T network)
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
