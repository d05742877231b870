using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Names of the devices that Gan.Net computes on, as PyTorch has them: "cpu", "cuda", "cuda:1".</summary>
public static class DeviceName
{
    /// <summary>The device of a name. Unlike TorchSharp's CUDA it needs no such device.</summary>
    /// <param name="device">The name.</param>
    /// <exception cref="ArgumentException">There is no such kind of device.</exception>
    public static Device Parse(string device)
    {
        ArgumentNullException.ThrowIfNull(device);
        var parts = device.Split(':');
        var known = parts[0] is "cpu" or "cuda";
        var index = -1;
        var numbered =
            parts.Length == 1
            || (
                parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out index)
            );
        if (known && numbered)
        {
            return new Device(Enum.Parse<DeviceType>(parts[0], ignoreCase: true), index);
        }
        throw new ArgumentException(
            $"device must be \"cpu\", \"cuda\" or \"cuda:\" and a number, but was \"{device}\".",
            nameof(device)
        );
    }
}
