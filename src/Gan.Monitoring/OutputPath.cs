namespace Gan.Monitoring;

/// <summary>
/// Says before a training whether its results can be written: for <see cref="ITrainingCallback.Problems"/> and for
/// programs. Nothing stays behind, and no folder is made. That a disk fills later, nobody can foresee.
/// </summary>
public static class OutputPath
{
    private const int ProbeSize = 4096; // bytes: a full disk takes empty files

    /// <summary>What keeps a file from being written; null where nothing does.</summary>
    /// <param name="path">The file, which need not exist; nor need its folder.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static Problem? OfFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var whole = Path.GetFullPath(path);
        if (Directory.Exists(whole))
        {
            return Of(whole, "it is a folder");
        }
        // Only a file with content is opened: a pipe would wait for its reader.
        if (new FileInfo(whole) is { Exists: true, Length: > 0 } && Refused(() => Open(whole)) is { } reason)
        {
            return Of(whole, reason);
        }
        return InFolder(whole, Path.GetDirectoryName(whole) ?? whole);
    }

    /// <summary>What keeps files from being written into a folder; null where nothing does.</summary>
    /// <param name="folder">The folder, which need not exist.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static Problem? OfFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var whole = Path.GetFullPath(folder);
        return InFolder(whole, whole);
    }

    /// <summary>Those that there are, as a callback lists them.</summary>
    internal static IEnumerable<Problem> All(Problem? problem) => problem is null ? [] : [problem];

    private static Problem? InFolder(string path, string folder)
    {
        var existing = folder;
        while (!Directory.Exists(existing))
        {
            if (File.Exists(existing))
            {
                return Of(path, existing == path ? "it is a file" : $"'{existing}' is a file and no folder");
            }
            existing = Path.GetDirectoryName(existing) ?? Path.GetPathRoot(Environment.CurrentDirectory)!;
        }
        return Refused(() => Probe(existing)) is { } reason ? Of(path, $"{reason} in '{existing}'") : null;
    }

    private static Problem Of(string path, string reason) =>
        new(
            $"'{path}' cannot be written: {reason}.",
            "Choose another path, or see to it that this one can be written and its disk has room."
        );

    private static void Open(string path) =>
        new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose();

    private static void Probe(string folder)
    {
        var path = Path.Combine(folder, $".gan-net-{Guid.NewGuid():N}");
        using var file = new FileStream(
            path,
            FileMode.CreateNew,
            FileAccess.Write,
            FileShare.None,
            bufferSize: 0,
            FileOptions.DeleteOnClose
        );
        file.Write(new byte[ProbeSize]);
    }

    /// <summary>Why it cannot be done, without the path, which the sentence has already; null where it can.</summary>
    private static string? Refused(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return "writing is not allowed";
        }
        catch (IOException failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return "no file can be made";
        }
        catch (IOException failure)
        {
            return failure.Message.Split(" : ")[0].TrimEnd('.');
        }
    }
}
