namespace Gan.Data;

/// <summary>Finds a file's name in a list of labels, also where the two write its accents in different ways: macOS
/// keeps a letter and its accent apart, people type them as one.</summary>
internal sealed class LabelNames
{
    private readonly HashSet<string> listed;
    private readonly Dictionary<string, string> composed = [];

    /// <param name="names">The names that have labels.</param>
    /// <param name="files">The files that are there.</param>
    public LabelNames(IEnumerable<string> names, IEnumerable<ImageEntry> files)
    {
        listed = [.. names];
        var there = files.Select(file => file.Name).ToHashSet();

        // A name that is some file's own, character by character, is no other file's.
        foreach (var name in listed.Where(name => !there.Contains(name)))
        {
            composed.TryAdd(ComposedText.Of(name), name);
        }
    }

    /// <summary>The name in the list; null where it is not there.</summary>
    public string? Find(string file) =>
        listed.Contains(file) ? file : composed.GetValueOrDefault(ComposedText.Of(file));
}
