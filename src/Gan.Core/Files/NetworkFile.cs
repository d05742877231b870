using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>A network and what makes it again, in one safetensors file.</summary>
internal static class NetworkFile
{
    /// <summary>Makes the network that a file describes, fills it, and hands it out ready for use on a device, with the
    /// file's blueprint. Its maker gets the blueprint, and how many numbers the file holds.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, of another version, or does not fit the
    /// network.</exception>
    internal static T Load<TNetwork, T>(
        string path,
        Device? wanted,
        Func<Blueprint, long, TNetwork> make,
        Action<TNetwork, Dictionary<string, Tensor>, string> fill,
        Func<TNetwork, Blueprint, Device, T> wrap
    )
        where TNetwork : nn.Module
    {
        var device = TorchBackend.EnsureAvailable(wanted);
        using var scope = NewDisposeScope();
        return TorchErrors.Guard(() =>
            Safetensors.Use(
                path,
                (tensors, metadata) =>
                {
                    var blueprint = Blueprint.From(metadata, path);
                    TNetwork network;
                    lock (Randomness.Shared)
                    {
                        network = make(blueprint, tensors.Values.Sum(t => t.numel()));
                    }
                    try
                    {
                        fill(network, tensors, path);
                        network.KeptOn(device);
                        network.eval();
                        return wrap(network, blueprint, device);
                    }
                    catch
                    {
                        network.Dispose();
                        throw;
                    }
                }
            )
        );
    }
}
