using System.Diagnostics;
using System.Reflection;

namespace Gan.Acceptance.Tests;

/// <summary>The packages of this build in a folder outside the repository, made once for all tests of a class.</summary>
public sealed class PackageFeed : IDisposable
{
    public PackageFeed()
    {
        Directory.CreateDirectory(Packages);
        string configuration = typeof(PackageFeed).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        Dotnet(Repository(), "pack", "Gan.Net.sln", "--no-build", "-c", configuration, $"-p:PackageOutputPath={Packages}");
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("gan-net-packages-").FullName;

    public string Packages => Path.Combine(Root, "feed");

    /// <summary>Runs dotnet without anything of the machine's package cache and returns what it printed.</summary>
    public string Dotnet(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        if (arguments[0] != "pack") start.Environment["NUGET_PACKAGES"] = Path.Combine(Root, "cache");
        // A build server that outlives the command would hold its output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0, "dotnet {0} said: {1}{2}", string.Join(' ', arguments), output, errors.Result);
        return output;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder != null && !File.Exists(Path.Combine(folder.FullName, "Gan.Net.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}
