using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// The images of a folder, brought to one size and kept as bytes: in memory, or in a prepared cache. In ordinal order
/// of their names, whatever the machine. Files that are no readable images are left out and listed.
/// </summary>
public sealed class ImageFolder : IDataset
{
    private readonly IDataset data;
    private readonly long[]? view;
    private readonly IReadOnlyList<long> labels; // of each file

    internal ImageFolder(
        string name,
        IReadOnlyList<string> classes,
        IDataset data,
        long[]? view,
        IReadOnlyList<string> files,
        IReadOnlyList<long> labels,
        IReadOnlyList<SkippedImage> skipped
    )
    {
        this.data = data;
        this.view = view;
        Name = name;
        ClassNames = classes;
        Files = files;
        Skipped = skipped;
        this.labels = labels;
        ClassCounts = classes.Count > 0 ? Check.Counts([.. labels]) : null;
    }

    /// <summary>The folder's name, and the split if there is one.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public long Count => view?.Length ?? data.Count;

    /// <inheritdoc/>
    public IReadOnlyList<long> SampleShape => data.SampleShape;

    /// <summary>Number of classes K of the labels 0 … K − 1; 0 for unlabelled data.</summary>
    public long Classes => ClassNames.Count;

    /// <inheritdoc/>
    public ConditionSpec Condition => ConditionSpec.Labels(Classes);

    /// <inheritdoc/>
    public IReadOnlyDictionary<long, long>? ClassCounts { get; }

    /// <summary>Names of the classes 0 … Classes − 1; none for unlabelled images. All of the folder's, also where a
    /// split has no image of one.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The images' files in the order of the data: names from the folder on, with forward slashes.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Files that are not among the images, and why; in ordinal order of their names.</summary>
    public IReadOnlyList<SkippedImage> Skipped { get; }

    /// <summary>Whether the images are in a prepared cache and not in memory.</summary>
    public bool IsCached => data is ImageCache;

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The folder. Hidden files and folders in it are
    /// ignored; links are followed, each folder being read once.</param>
    /// <param name="options">Size, colours, labels, limits and cache; the defaults make 64 × 64 in colour, with
    /// sub-folders as classes.</param>
    /// <param name="log">Where counts and warnings go; nowhere by default.</param>
    /// <param name="cancellation">Stops decoding.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="DataFormatException">No image is left; or a file
    /// is no readable image, and that is to stop the run.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="DllNotFoundException">There is no libvips, and there
    /// are files to decode; the message says how to bring it.</exception>
    public static ImageFolder Load(
        string folder,
        ImageFolderOptions? options = null,
        ILogger? log = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        TorchBackend.EnsureAvailable();
        options ??= new ImageFolderOptions();
        ArgumentNullException.ThrowIfNull(options.Decoder);
        GanConfigurationException.ThrowIfAny(options.Problems());
        return LoadListing(FolderListing.Read(folder, options), options, log ?? NullLogger.Instance, cancellation);
    }

    /// <summary>Reads what is listed of a folder, with options that were checked.</summary>
    internal static ImageFolder LoadListing(
        FolderListing listing,
        ImageFolderOptions options,
        ILogger log,
        CancellationToken cancellation
    )
    {
        var folder = listing.Folder;
        foreach (var skipped in listing.Skipped)
        {
            FolderReader.ThrowIfWanted(skipped, options, folder);
        }

        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var cache =
            options.Cache is null || listing.Images.Count == 0
                ? null
                : PreparedFolder.Load(listing, options, name, log, cancellation);
        if (options.Split != ImageSplit.All)
        {
            name += $", {options.Split.ToString().ToLowerInvariant()}";
        }

        var result = cache is null
            ? FolderLoader.InMemory(name, listing, options, log, cancellation)
            : FolderLoader.FromCache(name, listing, options, cache);
        List<SkippedImage> notable =
        [
            .. result.Skipped.Where(image => image.Fault is not (ImageFault.NotAnImage or ImageFault.ReadAlready)),
        ];
        if (notable.Count > 0)
        {
            var first = $"{notable[0].File}: {notable[0].Reason}";
            Log.Skipped(log, folder, notable.Count, FolderLoader.Kinds(notable), first);
        }

        return result;
    }

    /// <summary>Reads one file as <see cref="Load"/> would.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">Size, colours, limits and codec.</param>
    /// <returns>Uint8 <c>[C, H, W]</c> on the CPU, which the caller owns.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is no readable image.</exception>
    public static Tensor ReadFile(string file, ImageFolderOptions? options = null)
    {
        TorchBackend.EnsureAvailable();
        options = (options ?? new ImageFolderOptions()) with { OnDamaged = DamagedImages.Throw };
        ArgumentNullException.ThrowIfNull(options.Decoder);
        GanConfigurationException.ThrowIfAny(options.Problems());
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"There is no file {Path.GetFullPath(file)}.", file);
        }

        var reader = new FolderReader(options, "");
        var bytes = new byte[reader.Bytes];
        if (reader.TryRead(new ImageEntry(file, file, new FileInfo(file).Length, 0), bytes) is { } skipped)
        {
            FolderReader.ThrowIfWanted(skipped, options, "");
        }

        return TensorBytes.Copy<byte>(
            bytes,
            ScalarType.Byte,
            options.Channels,
            options.Size.Height,
            options.Size.Width
        );
    }

    /// <inheritdoc/>
    public Batch Read(Tensor indices, Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (view is null)
        {
            return data.Read(indices, device);
        }

        Check.Indices(indices, this);
        using var dense = indices.contiguous();
        var chosen = MemoryMarshal.Cast<byte, long>(dense.bytes);
        var mapped = new long[chosen.Length];
        for (var i = 0; i < mapped.Length; i++)
        {
            mapped[i] = view[chosen[i]];
        }

        using var inner = TensorBytes.Copy<long>(mapped, ScalarType.Int64, mapped.Length);
        return data.Read(inner, device);
    }

    /// <summary>Some of its images in another order, and why others are
    /// not among them. Takes the images over.</summary>
    internal ImageFolder Select(IReadOnlyList<int> places, IEnumerable<SkippedImage> skipped) =>
        new(
            Name,
            ClassNames,
            data,
            [.. places.Select(place => view is null ? place : view[place])],
            [.. places.Select(place => Files[place])],
            [.. places.Select(place => labels[place])],
            [.. Skipped.Concat(skipped).OrderBy(image => image.File, StringComparer.Ordinal)]
        );

    /// <summary>Frees the images.</summary>
    public void Dispose() => data.Dispose();
}
