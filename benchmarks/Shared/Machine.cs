using System.Globalization;
using System.Runtime.InteropServices;

/// <summary>What a page of results says about where they were taken.</summary>
internal static class Machine
{
    /// <summary>The load of the last minute, which tells whether others worked beside; empty where the system does not
    /// say.</summary>
    internal static string Load() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "";

    /// <param name="load">The load before the run.</param>
    internal static string Description(string load) =>
        $"Machine: {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, load before the "
        + $"run: {(load == "" ? "unknown" : load)}."
        + (
            Busy(load)
                ? " Taken beside other work: the numbers show the form of a result, and nothing is claimed from them."
                : ""
        );

    private static bool Busy(string load) =>
        // the script itself has just built
        double.TryParse(load, CultureInfo.InvariantCulture, out var value)
        && value > 1;
}
