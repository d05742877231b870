using System.Globalization;
using System.Text.RegularExpressions;

namespace Gan.Tool.Training;

/// <summary>Numbered folders, a run each: 00000-photos, 00001-photos.</summary>
internal static partial class RunFolder
{
    /// <summary>The settings of a run, resolved.</summary>
    public const string Settings = "gan.json";

    /// <summary>What was learnt.</summary>
    public const string Generator = "generator.safetensors";

    /// <summary>A new folder, which is made.</summary>
    /// <param name="root">Holds the numbered ones.</param>
    /// <param name="name">What stands behind the number.</param>
    public static string New(string root, string name)
    {
        var next = All(root).Select(run => Number(run) + 1).DefaultIfEmpty(0).Max();
        var folder = Path.Combine(root, $"{next.ToString("D5", CultureInfo.InvariantCulture)}-{Plain(name)}");
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>The runs in a folder, the oldest first.</summary>
    public static IReadOnlyList<string> All(string root) =>
        Directory.Exists(root)
            ? [.. Directory.EnumerateDirectories(root).Where(run => Number(run) >= 0).OrderBy(Number)]
            : [];

    /// <summary>The file that is meant where somebody names a run: its generator.</summary>
    /// <exception cref="FileNotFoundException">It is a folder without one.</exception>
    public static string GeneratorIn(string path)
    {
        if (!Directory.Exists(path))
        {
            return path;
        }
        var inside = Path.Combine(path, Generator);
        return File.Exists(inside)
            ? inside
            : throw new FileNotFoundException(
                $"The folder '{path}' has no {Generator}. Name a generator's file, or the folder of a run that ended. "
                    + "Each folder in a run's 'checkpoints' has one too."
            );
    }

    /// <summary>Takes a run's folder away in which nothing but its settings stands.</summary>
    public static void Forget(string run)
    {
        if (Directory.EnumerateFileSystemEntries(run).All(entry => Path.GetFileName(entry) == Settings))
        {
            Directory.Delete(run, recursive: true);
        }
    }

    /// <summary>A name that every file system takes.</summary>
    internal static string Plain(string name)
    {
        var plain = Others().Replace(name.ToLowerInvariant(), "-").Trim('-');
        return plain.Length == 0 ? "run" : plain[..Math.Min(plain.Length, 60)];
    }

    private static int Number(string run) =>
        Numbered().Match(Path.GetFileName(run)) is { Success: true } match
            ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : -1;

    [GeneratedRegex(@"^(\d{5,9})-")]
    private static partial Regex Numbered();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Others();
}
