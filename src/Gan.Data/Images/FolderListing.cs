using System.Security.Cryptography;
using System.Text;

namespace Gan.Data;

/// <summary>What is to be decoded in a folder, with classes, in the
/// order of the data set; and what is not, with reasons.</summary>
internal sealed class FolderListing
{
    private FolderListing(
        string folder,
        IReadOnlyList<ImageEntry> images,
        IReadOnlyList<string> classes,
        List<SkippedImage> skipped
    )
    {
        Folder = folder;
        Images = images;
        Classes = classes;
        Skipped = [.. skipped.OrderBy(image => image.File, StringComparer.Ordinal)];
    }

    public string Folder { get; }

    public IReadOnlyList<ImageEntry> Images { get; }

    public IReadOnlyList<string> Classes { get; }

    public IReadOnlyList<SkippedImage> Skipped { get; }

    public static FolderListing Read(string folder, ImageFolderOptions options)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException(
                $"There is no folder {Path.GetFullPath(folder)}. Pass the folder that holds the images."
            );
        }

        var depth = options.Labels == ImageLabels.SubFolders ? 1 : 0;
        var (files, skipped) = FolderWalk.Read(folder, options.Recursive, depth);
        return options.Labels == ImageLabels.File
            ? FromFile(folder, options.LabelFile!, files, skipped)
            : FromFolders(folder, options.Labels, files, skipped);
    }

    /// <summary>The same folder with fewer images, and why the others are not among them.</summary>
    public FolderListing With(IReadOnlyList<ImageEntry> images, IEnumerable<SkippedImage> skipped) =>
        new(Folder, images, Classes, [.. Skipped, .. skipped]);

    /// <summary>SHA-256 of every name, size, time and class: what a prepared cache was made of.</summary>
    public byte[] Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        foreach (var name in Classes)
        {
            writer.Write(name);
        }

        foreach (var image in Images)
        {
            writer.Write(image.Name);
            writer.Write(image.Length);
            writer.Write(image.Ticks);
            writer.Write(image.Label);
            if (image.Partner is { } partner)
            {
                writer.Write(partner.Name);
                writer.Write(partner.Length);
                writer.Write(partner.Ticks);
            }

            if (buffer.Length > 1 << 20)
            {
                hash.AppendData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
                buffer.SetLength(0);
            }
        }

        hash.AppendData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        return hash.GetHashAndReset();
    }

    private static FolderListing FromFolders(
        string folder,
        ImageLabels labels,
        List<ImageEntry> files,
        List<SkippedImage> skipped
    )
    {
        List<ImageEntry> images = [.. files.Where(file => HasEnding(file, skipped))];
        var classes = labels == ImageLabels.None ? [] : TopFolders(images);
        if (classes.Count == 0)
        {
            return new FolderListing(folder, images, classes, skipped);
        }

        var numbers = ColumnText.Places(classes);
        var labelled = new List<ImageEntry>(images.Count);
        foreach (var image in images)
        {
            if (TopFolder(image.Name) is { } top)
            {
                labelled.Add(image with { Label = numbers[top] });
            }
            else
            {
                const string Reason = "lies beside the folders that are the classes";
                skipped.Add(new SkippedImage(image.Name, ImageFault.NoLabel, Reason));
            }
        }

        return new FolderListing(folder, labelled, classes, skipped);
    }

    private static FolderListing FromFile(
        string folder,
        string labelFile,
        List<ImageEntry> files,
        List<SkippedImage> skipped
    )
    {
        var path = Path.Combine(folder, labelFile);
        path = File.Exists(path) ? path : labelFile;
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"The file of labels {labelFile} is neither in {Path.GetFullPath(folder)} nor in the current folder.",
                labelFile
            );
        }

        var labels = LabelFile.Read(path);
        var names = new LabelNames(labels.Keys, files);
        var images = new List<(ImageEntry Image, string Label)>(files.Count);
        var unused = labels.Keys.ToHashSet();
        var self = Path.GetFullPath(path);
        foreach (var file in files)
        {
            var stem = Path.ChangeExtension(file.Name, null);
            var listed = names.Find(file.Name);
            var listedStem = file.HasEnding ? names.Find(stem) : null;
            if ((listed ?? listedStem) is { } name)
            {
                images.Add((file, labels[name]));
                unused.Remove(name);
                unused.Remove(listedStem ?? name);
            }
            else if (Path.GetFullPath(file.Path) != self && HasEnding(file, skipped))
            {
                skipped.Add(new SkippedImage(file.Name, ImageFault.NoLabel, $"has no label in {labelFile}"));
            }
        }

        foreach (var absent in labels.Keys.Where(unused.Contains))
        {
            var reason = $"has a label in {labelFile}, but is not there";
            skipped.Add(new SkippedImage(absent, ImageFault.Unreadable, reason));
        }

        // Of files that are there, so that column names of another kind than expected do not become a class.
        var classes = ColumnText.Sort(images.Select(image => image.Label));
        var numbers = ColumnText.Places(classes);
        return new FolderListing(
            folder,
            [.. images.Select(image => image.Image with { Label = numbers[image.Label] })],
            classes,
            skipped
        );
    }

    private static bool HasEnding(ImageEntry file, List<SkippedImage> skipped)
    {
        if (!file.HasEnding)
        {
            var reason = $"its name does not end in {ImageEntry.EndingsInWords}";
            skipped.Add(new SkippedImage(file.Name, ImageFault.NotAnImage, reason));
        }

        return file.HasEnding;
    }

    private static List<string> TopFolders(List<ImageEntry> images)
    {
        var folders = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var image in images)
        {
            if (TopFolder(image.Name) is { } top)
            {
                folders.Add(top);
            }
        }

        return [.. folders];
    }

    private static string? TopFolder(string name)
    {
        var slash = name.IndexOf('/');
        return slash > 0 ? name[..slash] : null;
    }
}
