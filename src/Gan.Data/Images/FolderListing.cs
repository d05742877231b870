using System.Security.Cryptography;
using System.Text;

namespace Gan.Data;

/// <summary>What is to be decoded in a folder, with classes, in the order of the data set; and what is not, with
/// reasons.</summary>
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
        Skipped = [.. skipped.OrderBy(s => s.File, StringComparer.Ordinal)];
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

        (List<ImageEntry> files, List<SkippedImage> skipped) = FolderWalk.Read(
            folder,
            options.Recursive,
            options.Labels == ImageLabels.SubFolders ? 1 : 0
        );
        return options.Labels == ImageLabels.File
            ? FromFile(folder, options.LabelFile!, files, skipped)
            : FromFolders(folder, options.Labels, files, skipped);
    }

    /// <summary>SHA-256 of every name, size, time and class: what a prepared cache was made of.</summary>
    public byte[] Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        foreach (string name in Classes)
        {
            writer.Write(name);
        }

        foreach (ImageEntry image in Images)
        {
            writer.Write(image.Name);
            writer.Write(image.Length);
            writer.Write(image.Ticks);
            writer.Write(image.Label);
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
        List<ImageEntry> images = [.. files.Where(f => Keep(f, skipped))];
        List<string> classes =
            labels == ImageLabels.None
                ? []
                :
                [
                    .. images
                        .Select(i => TopFolder(i.Name))
                        .OfType<string>()
                        .Distinct(StringComparer.Ordinal)
                        .Order(StringComparer.Ordinal),
                ];
        if (classes.Count == 0)
        {
            return new FolderListing(folder, images, classes, skipped);
        }

        Dictionary<string, int> numbers = Numbers(classes);
        var labelled = new List<ImageEntry>(images.Count);
        foreach (ImageEntry image in images)
        {
            if (TopFolder(image.Name) is { } top)
            {
                labelled.Add(image with { Label = numbers[top] });
            }
            else
            {
                skipped.Add(
                    new SkippedImage(image.Name, ImageFault.NoLabel, "lies beside the folders that are the classes")
                );
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
        string path = Path.Combine(folder, labelFile);
        path = File.Exists(path) ? path : labelFile;
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"The file of labels {labelFile} is neither in {Path.GetFullPath(folder)} nor in the current folder.",
                labelFile
            );
        }

        Dictionary<string, string> labels = LabelFile.Read(path);
        var found = new List<(ImageEntry Image, string Name)>(files.Count);
        string self = Path.GetFullPath(path);
        foreach (ImageEntry file in files)
        {
            string? name = new[] { file.Name, Path.ChangeExtension(file.Name, null) }.FirstOrDefault(
                labels.ContainsKey
            );
            if (name is not null && (name == file.Name || file.LooksLikeAnImage))
            {
                found.Add((file, name));
            }
            else if (Path.GetFullPath(file.Path) != self && Keep(file, skipped))
            {
                skipped.Add(new SkippedImage(file.Name, ImageFault.NoLabel, $"has no label in {labelFile}"));
            }
        }

        HashSet<string> there =
        [
            .. found.SelectMany(f => new[] { f.Name, f.Image.Name, Path.ChangeExtension(f.Image.Name, null)! }),
        ];
        skipped.AddRange(
            labels
                .Keys.Where(name => !there.Contains(name))
                .Select(name => new SkippedImage(
                    name,
                    ImageFault.Unreadable,
                    $"has a label in {labelFile}, but is not there"
                ))
        );
        // Of files that are there, so that column names of another kind than expected do not become a class.
        List<string> classes = ColumnText.Sorted(found.Select(f => labels[f.Name]));
        Dictionary<string, int> numbers = Numbers(classes);
        return new FolderListing(
            folder,
            [.. found.Select(f => f.Image with { Label = numbers[labels[f.Name]] })],
            classes,
            skipped
        );
    }

    private static bool Keep(ImageEntry file, List<SkippedImage> skipped)
    {
        if (!file.LooksLikeAnImage)
        {
            skipped.Add(
                new SkippedImage(
                    file.Name,
                    ImageFault.NotAnImage,
                    $"its name does not end in {ImageEntry.EndingsInWords}"
                )
            );
        }

        return file.LooksLikeAnImage;
    }

    private static string? TopFolder(string name) => name.IndexOf('/') is > 0 and var slash ? name[..slash] : null;

    private static Dictionary<string, int> Numbers(List<string> classes) =>
        classes
            .Select((name, number) => (name, number))
            .ToDictionary(c => c.name, c => c.number, StringComparer.Ordinal);
}
