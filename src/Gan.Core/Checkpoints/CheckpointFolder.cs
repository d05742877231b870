using System.Globalization;

namespace Gan;

/// <summary>
/// The folder of a training's checkpoints: their names, and the lock that keeps a second training out. A checkpoint is
/// whole from the moment its name appears and until it disappears, because both happen by renaming.
/// </summary>
internal sealed class CheckpointFolder : IDisposable
{
    private const string Prefix = "step-";
    private const string TemporarySuffix = ".tmp";
    private const string Aside = ".aside";
    private readonly FileStream held;

    private CheckpointFolder(string root, FileStream held)
    {
        Root = root;
        this.held = held;
    }

    internal string Root { get; }

    /// <exception cref="CheckpointException">Another training has the folder, or it cannot be made.</exception>
    internal static CheckpointFolder Open(string path)
    {
        var root = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(root);
            // The system lets go of the lock when the process ends, in whatever way.
            return new(
                root,
                new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
            );
        }
        catch (Exception e) when (FileSharing.IsInUse(e))
        {
            throw new CheckpointException(
                "Another training, of this program or of another one, writes its checkpoints into the folder "
                    + $"'{root}'. Two cannot share a folder: end the other one (in this program, dispose its trainer), "
                    + "or choose another folder.",
                root,
                e
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(
                $"The folder '{root}' cannot be used for checkpoints: {e.Message} Choose another folder.",
                root,
                e
            );
        }
    }

    internal static string Name(long step) => FormattableString.Invariant($"{Prefix}{step:D8}");

    internal string PathOf(long step) => PathOf(Root, step);

    internal static string PathOf(string root, long step) => Path.Combine(root, Name(step));

    /// <summary>Where a checkpoint is put together before it gets its name.</summary>
    internal string Beside(long step) => PathOf(step) + TemporarySuffix;

    /// <summary>Steps that have a checkpoint, the newest first.</summary>
    internal IReadOnlyList<long> Steps() => Steps(Root);

    internal static IReadOnlyList<long> Steps(string root) =>
        [.. Directory.EnumerateDirectories(root, Prefix + "*").Select(Number).OfType<long>().OrderDescending()];

    /// <summary>Gives a finished checkpoint its name; one that has the name already goes.</summary>
    internal void Publish(long step)
    {
        Remove(step);
        Directory.Move(Beside(step), PathOf(step));
        DurableFolder.Flush(Root);
    }

    /// <summary>Removes what a failed write left; what cannot be removed now goes at the next start.</summary>
    internal void Abandon(long step)
    {
        try
        {
            if (Directory.Exists(Beside(step)))
            {
                Directory.Delete(Beside(step), recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The failed write is what the caller must hear of.
        }
    }

    internal void Remove(long step)
    {
        if (!Directory.Exists(PathOf(step)))
        {
            return;
        }
        var condemned = PathOf(step) + ".old" + TemporarySuffix;
        if (Directory.Exists(condemned))
        {
            Directory.Delete(condemned, recursive: true);
        }
        Directory.Move(PathOf(step), condemned);
        Directory.Delete(condemned, recursive: true);
    }

    /// <summary>Takes a checkpoint out of the training without deleting it.</summary>
    internal string SetAside(long step)
    {
        var target = PathOf(step) + Aside;
        for (var i = 2; Directory.Exists(target); i++)
        {
            target = FormattableString.Invariant($"{PathOf(step)}{Aside}{i}");
        }
        Directory.Move(PathOf(step), target);
        return target;
    }

    /// <summary>Removes what interrupted writes and removals left.</summary>
    internal IReadOnlyList<string> Clean()
    {
        string[] leftovers = [.. Directory.EnumerateDirectories(Root, Prefix + "*" + TemporarySuffix)];
        foreach (var leftover in leftovers)
        {
            Directory.Delete(leftover, recursive: true);
        }
        return leftovers;
    }

    private static long? Number(string path) =>
        long.TryParse(
            Path.GetFileName(path)[Prefix.Length..],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var step
        )
        && Path.GetFileName(path) == Name(step)
            ? step
            : null;

    public void Dispose() => held.Dispose();
}
