using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Names of devices, as PyTorch has them: "cpu", "cuda", "cuda:1".</summary>
internal static class DeviceName
{
    /// <exception cref="ArgumentException">There is no such kind of device.</exception>
    internal static Device Parse(string device)
    {
        ArgumentNullException.ThrowIfNull(device);
        var parts = device.Split(':');
        var known = Enum.GetNames<DeviceType>().Contains(parts[0], StringComparer.OrdinalIgnoreCase) && parts[0] == parts[0].ToLowerInvariant();
        var index = -1;
        var numbered = parts.Length == 1 || (parts.Length == 2 && int.TryParse(parts[1], out index) && index >= 0);
        if (known && numbered) return new Device(Enum.Parse<DeviceType>(parts[0], ignoreCase: true), index);
        throw new ArgumentException($"device must be \"cpu\", \"cuda\" or \"cuda:\" and a number, but was \"{device}\".", nameof(device));
    }
}
