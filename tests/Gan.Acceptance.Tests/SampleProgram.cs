namespace Gan.Acceptance.Tests;

/// <summary>Where the sample programs lie that were built with these tests.</summary>
internal static class SampleProgram
{
    /// <summary>The root of the repository.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>The program of a sample, for <c>dotnet</c>.</summary>
    internal static string Path(string sample)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name; // …/bin/<configuration>/net10.0/
        return System.IO.Path.Combine(Root, "samples", sample, "bin", configuration, "net10.0", sample + ".dll");
    }

    private static string FindRoot()
    {
        for (
            var folder = AppContext.BaseDirectory;
            folder is not null;
            folder = System.IO.Path.GetDirectoryName(folder)
        )
        {
            if (File.Exists(System.IO.Path.Combine(folder, "Gan.Net.sln")))
            {
                return folder;
            }
        }
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Gan.Net.sln.");
    }
}
