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
    private readonly HashSet<string> folders = []; // already read
    private readonly List<ImageEntry> files = [];
    private readonly List<SkippedImage> skipped = [];
    private readonly SortedDictionary<string, string> links = new(StringComparer.Ordinal); // name to path

    private FolderWalk(bool recursive, int depth)
    {
        this.recursive = recursive;
        this.depth = depth;
    }

    /// <summary>Walks a folder; without <paramref name="recursive"/> only so many levels of sub-folders deep.</summary>
    public static (List<ImageEntry> Files, List<SkippedImage> Skipped) Read(string folder, bool recursive, int depth)
    {
        var walk = new FolderWalk(recursive, depth);
        var root = RealPath.Of(folder);
        walk.folders.Add(root);
        walk.ReadTree("", folder, root);
        while (walk.links.Count > 0)
        {
            var (name, path) = walk.links.First();
            walk.links.Remove(name);
            walk.Follow(name, path);
        }

        walk.files.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return (walk.files, walk.skipped);
    }

    private void Follow(string name, string path)
    {
        try
        {
            var real = RealPath.Of(path);
            if (folders.Add(real))
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
        while (pending.TryPop(out var here))
        {
            try
            {
                foreach (var entry in List(here.Folder))
                {
                    var name = here.Prefix + entry.Name;
                    var path = Path.Combine(here.Folder, entry.Name);
                    var deeper = recursive || name.Count(character => character == '/') < depth;
                    if (entry.IsLink)
                    {
                        ReadLink(name, path, deeper);
                    }
                    else if (!entry.IsFolder)
                    {
                        files.Add(new ImageEntry(name, path, entry.Length, entry.Ticks));
                    }
                    else if (deeper && folders.Add(Path.Combine(here.Real, entry.Name)))
                    {
                        pending.Push((name + "/", path, Path.Combine(here.Real, entry.Name)));
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
                links.TryAdd(name, path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Skip(name, ImageFault.Unreadable, e.Message);
        }
    }

    private static IEnumerable<Entry> List(string folder) =>
        new FileSystemEnumerable<Entry>(
            folder,
            static (ref entry) =>
            {
                var link = (entry.Attributes & FileAttributes.ReparsePoint) != 0;
                var isFolder = entry.IsDirectory;
                var file = !link && !isFolder;
                return new Entry(
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

    private readonly record struct Entry(string Name, bool IsFolder, bool IsLink, long Length, long Ticks);
}
