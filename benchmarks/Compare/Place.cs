using System.Runtime.InteropServices;
using TorchSharp;

/// <summary>Where results are taken: the processor, its vector instructions and cores, the system, the
/// versions.</summary>
internal static class Place
{
    internal static string Description(string isa)
    {
        var torchSharp = typeof(torch).Assembly.GetName().Version!;
        var python = Peer.PyTorchVersion();
        return $"{Processor()}, {Isa.Description(isa)}; {Environment.ProcessorCount} cores, "
            + $"{RuntimeInformation.OSDescription}, "
            + $".NET {Environment.Version}, TorchSharp {torchSharp.Major}.{torchSharp.Minor}"
            + (python == "" ? "" : $", PyTorch {python}");
    }

    // Some hosts give no more than the maker's name, so family and model are told with it.
    private static string Processor()
    {
        if (!File.Exists("/proc/cpuinfo"))
        {
            return RuntimeInformation.ProcessArchitecture.ToString();
        }
        var lines = File.ReadLines("/proc/cpuinfo")
            .TakeWhile(l => l.Length > 0)
            .Select(l => l.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(l => l.Length == 2)
            .GroupBy(l => l[0])
            .ToDictionary(g => g.Key, g => g.First()[1]);
        if (!lines.TryGetValue("model name", out var name))
        {
            return RuntimeInformation.ProcessArchitecture.ToString();
        }
        return lines.TryGetValue("cpu family", out var family) && lines.TryGetValue("model", out var model)
            ? $"{name} (family {family}, model {model})"
            : name;
    }
}
