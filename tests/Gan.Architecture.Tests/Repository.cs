using System.Runtime.CompilerServices;

namespace Gan.Architecture.Tests;

/// <summary>The source tree that these tests were compiled in.</summary>
internal static class Repository
{
    private static readonly string[] Outputs = ["bin", "obj", "out", "artifacts", ".git", "TestResults"];

    public static string Root { get; } = FindRoot();

    /// <summary>The rooms of src/ that hold code, lowest first.</summary>
    public static IReadOnlyList<string> Rooms { get; } =
    [
        "Gan.Backend",
        "Gan.Kernels",
        "Gan.Losses",
        "Gan.Data",
        "Gan.Networks",
        "Gan.Core",
        "Gan.Games",
        "Gan.Metrics",
        "Gan.Monitoring",
        "Gan.Distributed",
        "Gan.Net",
        "Gan.Runtime",
        "Gan.Onnx",
        "Gan.Serving",
        "Gan.Tool",
    ];

    /// <summary>Files below a folder whose name matches, build outputs left out; paths from the root, with forward
    /// slashes.</summary>
    public static IReadOnlyList<string> Files(string folder, params string[] patterns)
    {
        var start = Path.Combine(Root, folder);
        if (!Directory.Exists(start))
        {
            return [];
        }
        return
        [
            .. patterns
                .SelectMany(p => Directory.EnumerateFiles(start, p, SearchOption.AllDirectories))
                .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
                .Where(f => !f.Split('/').SkipLast(1).Intersect(Outputs).Any())
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    private static string FindRoot([CallerFilePath] string here = "")
    {
        // Two starts, because a deterministic build in CI replaces the compiler's paths by /_/.
        foreach (var start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(here) })
        {
            for (var folder = start; !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
            {
                if (File.Exists(Path.Combine(folder, "Gan.Net.sln")))
                {
                    return folder;
                }
            }
        }
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Gan.Net.sln.");
    }
}
