using static TorchSharp.torch;

namespace Gan;

/// <summary>Whether this program's libtorch computes on the device.</summary>
internal static class DeviceRules
{
    internal static IEnumerable<Problem> Check(GanSettings settings)
    {
        if (TorchBackend.DeviceProblem(new Device(settings.Device)) is { } problem)
        {
            yield return problem;
        }
    }
}
