using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;

namespace Gan.Acceptance.Tests;

/// <summary>
/// The packages of this build in a folder outside the repository, made once for all tests of the collection, and a
/// NuGet folder of their own. What the machine's NuGet folder has is read from there and not restored again; nothing is
/// written to it.
/// </summary>
public sealed class PackageFeed : IDisposable
{
    private readonly string before;

    public PackageFeed()
    {
        before = Hash();
        Directory.CreateDirectory(Packages);
        var configuration = typeof(PackageFeed)
            .Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!
            .Configuration;
        Dotnet(
            Repository,
            "pack",
            "Gan.Net.sln",
            "--no-build",
            "-c",
            configuration,
            $"-p:PackageOutputPath={Packages}"
        );
    }

    public static string Repository { get; } = FindRepository();

    /// <summary>The folder where NuGet keeps packages for this user.</summary>
    public static string SharedCache { get; } =
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    public string Root { get; } = Directory.CreateTempSubdirectory("gan-net-packages-").FullName;

    public string Packages => Path.Combine(Root, "feed");

    /// <summary>A nuget.config by which Gan.Net's packages come from this build alone, however many have the same
    /// version.</summary>
    public string Sources =>
        $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="build" value="{Packages}" />
                <add key="nuget.org" value="https://api.nuget.org/v3/index.json" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="build"><package pattern="Gan.*" /></packageSource>
                <packageSource key="nuget.org"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """;

    /// <summary>Runs dotnet and returns what it printed; fails unless it ends with status 0.</summary>
    public string Dotnet(string folder, params string[] arguments)
    {
        var (status, output) = Run(folder, "dotnet", arguments);
        status.Should().Be(0, "dotnet {0} said: {1}", string.Join(' ', arguments), output);
        return output;
    }

    /// <summary>Runs a program; what it printed has its errors at the end.</summary>
    public (int Status, string Output) Run(string folder, string program, params string[] arguments) =>
        Run(folder, program, null, arguments);

    /// <summary>The same with a variable of the environment.</summary>
    public (int Status, string Output) Run(
        string folder,
        string program,
        (string Name, string Value)? variable,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (arguments[0] is "build" or "publish" or "msbuild")
        {
            start.Environment["NUGET_PACKAGES"] = Path.Combine(Root, "cache");
        }
        if (variable is { } given)
        {
            start.Environment[given.Name] = given.Value;
        }
        // A build server that outlives the command would hold its output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    /// <summary>Fails where TorchSharp's native file in the NuGet folder is not as it was.</summary>
    public void CacheShouldBeAsBefore() =>
        Hash().Should().Be(before, "the NuGet folder is shared by all programs of this user");

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static string Hash()
    {
        var files = Directory.GetFiles(
            Path.Combine(SharedCache, "torchsharp"),
            "*LibTorchSharp.*",
            SearchOption.AllDirectories
        );
        return string.Join(
            ' ',
            files.Order(StringComparer.Ordinal).Select(f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))))
        );
    }

    private static string FindRepository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Gan.Net.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}

/// <summary>Tests that share one set of packages.</summary>
[CollectionDefinition(nameof(PackageCollection))]
public sealed class PackageCollection : ICollectionFixture<PackageFeed>;
