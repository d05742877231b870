using System.Runtime.InteropServices;
using TorchSharp;

namespace Gan;

/// <summary>Loads libtorch in TorchSharp's way, but says in one sentence why that fails.</summary>
/// <remarks>TorchSharp alone answers with its trace, after it has copied libtorch out of the NuGet folder.</remarks>
internal static class BackendCheck
{
    private static readonly string[] Systems = ["linux-x64", "win-x64", "win-arm64", "osx-arm64"];
    private static readonly string[] Libraries = ["c10", "torch_cpu", "torch", "LibTorchSharp"];

    // Packages of TorchSharp and of its backends belong together only in equal versions.
    private static string Version => typeof(torch).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <exception cref="TorchBackendException">It does not load.</exception>
    internal static void Load()
    {
        if (RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal))
        {
            throw new TorchBackendException(
                $"libtorch needs the GNU C library, but {RuntimeInformation.RuntimeIdentifier} has another: "
                    + "run the program on Debian, Ubuntu, Fedora or the like."
            );
        }
        foreach (var library in Libraries)
        {
            if (NativeFiles.Find(library) is { } file && !ElfFile.IsWhole(file))
            {
                throw new TorchBackendException(DamageText(file, "the file is cut short"));
            }
        }
        var assembly = typeof(torch).Assembly;
        NativeLibrary.TryLoad("torch_cpu", assembly, null, out _);
        if (!NativeLibrary.TryLoad("LibTorchSharp", assembly, null, out _))
        {
            throw Failure();
        }
    }

    internal static string NoCuda(torch.Device device)
    {
        if (OperatingSystem.IsMacOS())
        {
            return $"The device '{device}' is not available: there is no CUDA on macOS; train on the CPU.";
        }
        if (NativeFiles.Find("torch_cuda") is not null)
        {
            return $"The device '{device}' is not available: libtorch was built for CUDA but finds no NVIDIA GPU with "
                + "a driver that it can use; see what 'nvidia-smi' says, or train on the CPU.";
        }
        return $"The device '{device}' is not available: the libtorch of this program computes on the CPU only; run "
            + $"'{Add(CudaPackage)}' and remove TorchSharp-cpu, or train on the CPU.";
    }

    internal static string TooFewDevices(torch.Device device, int count) =>
        $"The device '{device}' is not available: libtorch finds {count} CUDA devices, numbered from 0.";

    internal static string UnknownDevice(torch.Device device) =>
        $"Gan.Net does not compute on the device '{device}': take 'cpu', or 'cuda' with an NVIDIA GPU.";

    private static string CudaPackage =>
        OperatingSystem.IsWindows() ? "TorchSharp-cuda-windows" : "TorchSharp-cuda-linux";

    private static string Add(string package) => $"dotnet add package {package} --version {Version}";

    private static TorchBackendException Failure()
    {
        if (!Systems.Contains(NativeFiles.ThisSystem))
        {
            return new TorchBackendException(
                $"There is no libtorch for {NativeFiles.ThisSystem}: TorchSharp runs on {string.Join(", ", Systems)}."
            );
        }
        if (NativeFiles.Find("torch_cpu") is null)
        {
            return new TorchBackendException(NoLibtorch());
        }
        if (OperatingSystem.IsLinux() && OlderLinux.Refusal is { } refusal)
        {
            return refusal;
        }
        return LoadFailure();
    }

    private static string NoLibtorch()
    {
        var others = NativeFiles.OtherSystems();
        var state =
            others.Count == 0
                ? "has none"
                : $"has one for {string.Join(" and ", others)} only and runs on {NativeFiles.ThisSystem}";
        var gpu = OperatingSystem.IsMacOS() ? "" : $" (with an NVIDIA GPU: {Add(CudaPackage)})";
        return $"Gan.Net computes with libtorch, but this program {state}: run '{Add("TorchSharp-cpu")}'{gpu}.";
    }

    private static TorchBackendException LoadFailure()
    {
        foreach (var name in Libraries)
        {
            if (NativeFiles.Find(name) is not { } path)
            {
                continue;
            }
            try
            {
                NativeLibrary.Load(path);
            }
            catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
            {
                return MissingVersion.Problem(e) ?? new TorchBackendException(DamageText(path, Reason(e)), e);
            }
        }
        return new TorchBackendException(
            $"TorchSharp's native file LibTorchSharp is not beside this program: run '{Add("TorchSharp")}' "
                + "and build again."
        );
    }

    // The loader's words come last in a message of several lines, after the file's own name.
    private static string Reason(Exception e)
    {
        const StringSplitOptions Tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var last = e.Message.Split('\n', Tidy).LastOrDefault() ?? "";
        var colon = last.IndexOf(": ", StringComparison.Ordinal);
        return last[(colon < 0 ? 0 : colon + 2)..].TrimEnd('.');
    }

    private static string DamageText(string file, string reason) =>
        $"{file} does not load, because: {reason}; if the file is damaged, delete its package from the NuGet folder "
        + "('dotnet nuget locals global-packages --list' says where that is) and build again.";
}
