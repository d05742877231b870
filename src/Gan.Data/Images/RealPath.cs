namespace Gan.Data;

/// <summary>A path without links in any of its parts: what tells whether two paths are one folder.</summary>
internal static class RealPath
{
    private const int MaxLinks = 40; // as Linux

    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var current = Path.GetPathRoot(full)!;
        var pending = new Stack<string>();
        Push(pending, full[current.Length..]);
        var links = 0;
        while (pending.TryPop(out var part))
        {
            if (part == "..")
            {
                current = Path.GetDirectoryName(current) ?? current;
                continue;
            }

            var next = Path.Combine(current, part);
            var target = new FileInfo(next).LinkTarget;
            if (target is null)
            {
                current = next;
                continue;
            }

            links++;
            if (links > MaxLinks)
            {
                throw new IOException($"{path} goes through more than {MaxLinks} links.");
            }

            if (Path.IsPathRooted(target))
            {
                current = Path.GetPathRoot(target)!;
                target = target[current.Length..];
            }

            Push(pending, target);
        }

        return current;
    }

    private static void Push(Stack<string> pending, string path)
    {
        var parts = path.Split(
            [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar],
            StringSplitOptions.RemoveEmptyEntries
        );
        foreach (var part in parts.Reverse().Where(part => part != "."))
        {
            pending.Push(part);
        }
    }
}
