using System.IO.Enumeration;

namespace Gan.Data;

/// <summary>
/// All files below a folder, in ordinal order of their names. Real folders come first; a link to a folder is followed
/// unless its target was read already, so that each folder is read once and circles end.
/// </summary>
internal sealed class FolderWalk
{
    private readonly bool recursive;
    private readonly int depth;
    private readonly HashSet<string> read = [];
    private readonly List<ImageEntry> files = [];
    private readonly List<SkippedImage> skipped = [];
    private readonly SortedSet<(string Name, string Path)> links = new(
        Comparer<(string Name, string Path)>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name))
    );

    private FolderWalk(bool recursive, int depth)
    {
        this.recursive = recursive;
        this.depth = depth;
    }

    /// <summary>Walks a folder; without <paramref name="recursive"/> only so many levels of sub-folders deep.</summary>
    public static (List<ImageEntry> Files, List<SkippedImage> Skipped) Read(string folder, bool recursive, int depth)
    {
        var walk = new FolderWalk(recursive, depth);
        string root = RealPath.Of(folder);
        walk.read.Add(root);
        walk.ReadTree("", folder, root);
        while (walk.links.Count > 0)
        {
            (string name, string path) = walk.links.Min;
            walk.links.Remove((name, path));
            walk.Follow(name, path);
        }

        walk.files.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return (walk.files, walk.skipped);
    }

    private void Follow(string name, string path)
    {
        try
        {
            string real = RealPath.Of(path);
            if (read.Add(real))
            {
                ReadTree(name + "/", path, real);
            }
            else
            {
                Skip(name, ImageFault.ReadAlready, $"is a link to {real}, which is read already");
            }
        }
        catch (IOException e)
        {
            Skip(name, ImageFault.Unreadable, e.Message);
        }
    }

    // A stack of its own: folders nest deeper than calls may.
    private void ReadTree(string prefix, string folder, string real)
    {
        var pending = new Stack<(string Prefix, string Folder, string Real)>([(prefix, folder, real)]);
        while (pending.TryPop(out (string Prefix, string Folder, string Real) here))
        {
            try
            {
                foreach (Found found in List(here.Folder))
                {
                    string name = here.Prefix + found.Name,
                        path = Path.Combine(here.Folder, found.Name);
                    bool deeper = recursive || name.Count(c => c == '/') < depth;
                    if (found.IsLink)
                    {
                        ReadLink(name, path, deeper);
                    }
                    else if (!found.IsFolder)
                    {
                        files.Add(new ImageEntry(name, path, found.Length, found.Ticks));
                    }
                    else if (deeper && read.Add(Path.Combine(here.Real, found.Name)))
                    {
                        pending.Push((name + "/", path, Path.Combine(here.Real, found.Name)));
                    }
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Skip(here.Prefix, ImageFault.Unreadable, e.Message);
            }
        }
    }

    private void ReadLink(string name, string path, bool deeper)
    {
        try
        {
            FileSystemInfo? target = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true);
            if (target is null || !Path.Exists(target.FullName))
            {
                Skip(name, ImageFault.Unreadable, $"is a link to {target?.FullName ?? "nothing"}, which is not there");
            }
            else if (!Directory.Exists(target.FullName))
            {
                var file = new FileInfo(target.FullName);
                files.Add(new ImageEntry(name, path, file.Length, file.LastWriteTimeUtc.Ticks));
            }
            else if (deeper)
            {
                links.Add((name, path));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Skip(name, ImageFault.Unreadable, e.Message);
        }
    }

    private static IEnumerable<Found> List(string folder) =>
        new FileSystemEnumerable<Found>(
            folder,
            static (ref entry) =>
            {
                bool link = (entry.Attributes & FileAttributes.ReparsePoint) != 0;
                bool isFolder = entry.IsDirectory;
                bool file = !link && !isFolder;
                return new Found(
                    entry.FileName.ToString(),
                    isFolder,
                    link,
                    file ? entry.Length : 0,
                    file ? entry.LastWriteTimeUtc.UtcTicks : 0
                );
            },
            new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false }
        )
        {
            ShouldIncludePredicate = static (ref entry) =>
                !entry.IsHidden && !entry.FileName.StartsWith('.') && !entry.FileName.SequenceEqual("__MACOSX"),
        };

    private void Skip(string name, ImageFault fault, string reason) =>
        skipped.Add(new SkippedImage(name, fault, reason));

    private readonly record struct Found(string Name, bool IsFolder, bool IsLink, long Length, long Ticks);
}
