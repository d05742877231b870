using System.Reflection;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>What a training runs on, for records and reports.</summary>
internal static class Machine
{
    public static string Version =>
        typeof(GanBuilder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "unknown";

    public static string Libtorch => __version__;

    public static string Dotnet => Environment.Version.ToString();

    public static string System => RuntimeInformation.OSDescription;

    public static string Architecture => RuntimeInformation.ProcessArchitecture.ToString();

    public static int Cores => Environment.ProcessorCount;

    public static double MemoryGiB =>
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30), 1);
}
