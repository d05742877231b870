using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// The native part of TorchSharp: libtorch, which a program gets from one of the packages TorchSharp-cpu,
/// TorchSharp-cuda-linux and TorchSharp-cuda-windows.
/// </summary>
/// <remarks>
/// Whatever of Gan.Net makes tensors without being given one asks <see cref="EnsureAvailable()"/> before it touches
/// anything of TorchSharp's class torch, dispose scopes and CPU included: that class loads libtorch when it is first
/// touched, and answers with a page where it cannot. What is given a tensor does not ask: libtorch is loaded by then.
/// </remarks>
public static class TorchBackend
{
    private static readonly Lock Guard = new();
    private static bool prepared;
    private static volatile bool available;

    /// <summary>Whether numbers outlive the calls that read them (<see cref="LateDeletes"/>).</summary>
    internal static bool DefersDeletes { get; private set; }

    /// <summary>
    /// Gets ready for the moment when TorchSharp loads libtorch: how its threads wait, and on older Linux systems a
    /// copy of TorchSharp's native file that loads there. Loads nothing itself; costs nothing from the second call on.
    /// Programs in C# get this call before their first line from the package's build files. Others call it before they
    /// use TorchSharp themselves.
    /// </summary>
    public static void Prepare()
    {
        lock (Guard)
        {
            if (prepared)
            {
                return;
            }
            prepared = true;
            if (!OperatingSystem.IsLinux())
            {
                return;
            }
            LinuxRuntime.Prepare();
            OlderLinux.Prepare();
        }
    }

    /// <summary>Loads libtorch; costs nothing once it is loaded.</summary>
    /// <exception cref="TorchBackendException">There is none, it
    /// is for another system, or it does not load.</exception>
    public static void EnsureAvailable()
    {
        if (available)
        {
            return;
        }
        Prepare();
        lock (Guard)
        {
            if (available)
            {
                return;
            }
            CompileAhead.Begin();
            BackendCheck.Load();
            CompileAhead.End();
            if (OperatingSystem.IsLinux())
            {
                DefersDeletes = LateDeletes.Begin();
            }
            available = true;
        }
    }

    /// <summary>Loads libtorch and asks it for a device.</summary>
    /// <param name="device">Null takes the processor. TorchSharp's
    /// own CPU and CUDA load libtorch when they are named.</param>
    /// <returns>The device.</returns>
    /// <exception cref="TorchBackendException">libtorch is missing or has no such device.</exception>
    public static Device EnsureAvailable(Device? device)
    {
        EnsureAvailable();
        device ??= CPU;
        return DeviceProblem(device) is { } problem ? throw new TorchBackendException(problem) : device;
    }

    /// <summary>Loads libtorch and says why it cannot compute on a device; null where it can.</summary>
    /// <exception cref="TorchBackendException">libtorch itself is missing.</exception>
    public static string? DeviceProblem(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        EnsureAvailable();
        return device.type switch
        {
            DeviceType.CPU => null,
            DeviceType.CUDA => CudaProblem(device),
            _ => BackendCheck.UnknownDevice(device),
        };
    }

    /// <summary>The full path of the OpenMP library that libtorch
    /// came with, on Linux; null where there is none.</summary>
    public static string? FindOpenMp()
    {
        foreach (var folder in NativeFiles.Folders().Where(Directory.Exists))
        {
            var file = Directory.EnumerateFiles(folder, "libgomp*.so*").FirstOrDefault();
            if (file is not null)
            {
                return file;
            }
        }
        return null;
    }

    private static string? CudaProblem(Device device)
    {
        // Where there is no CUDA this answers false and writes nothing, unlike InitializeDeviceType.
        if (!TryInitializeDeviceType(DeviceType.CUDA))
        {
            return BackendCheck.NoCuda(device);
        }
        return device.index < cuda.device_count() ? null : BackendCheck.TooFewDevices(device, cuda.device_count());
    }
}
