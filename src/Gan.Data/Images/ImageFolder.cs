using System.Diagnostics;
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

    private ImageFolder(
        string name,
        FolderListing listing,
        IDataset data,
        long[]? view,
        IReadOnlyList<string> files,
        IReadOnlyList<SkippedImage> skipped
    )
    {
        this.data = data;
        this.view = view;
        Name = name;
        ClassNames = listing.Classes;
        Files = files;
        Skipped = skipped;
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
    /// <param name="folder">The folder. Hidden files and folders in it are ignored; links are followed, each folder
    /// being read once.</param>
    /// <param name="options">Size, colours, labels, limits and cache; the defaults make 64 × 64 in colour, with
    /// sub-folders as classes.</param>
    /// <param name="log">Where counts and warnings go; nowhere by default.</param>
    /// <param name="cancellation">Stops decoding.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="DataFormatException">No image is left; or a file is no readable image, and that is to stop the
    /// run.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="DllNotFoundException">There is no libvips, and there are files to decode; the message says how
    /// to bring it.</exception>
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
        log ??= NullLogger.Instance;
        FolderListing listing = FolderListing.Read(folder, options);
        foreach (SkippedImage unread in listing.Skipped)
        {
            FolderReader.ThrowIfAsked(unread, options, folder);
        }

        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        ImageCache? cache =
            options.Cache is null || listing.Images.Count == 0
                ? null
                : PreparedFolder.Open(listing, options, name, log, cancellation);
        name += options.Split == ImageSplit.All ? "" : $", {options.Split.ToString().ToLowerInvariant()}";
        ImageFolder result = cache is null
            ? InMemory(name, listing, options, log, cancellation)
            : Cached(name, listing, options, cache);
        IReadOnlyList<SkippedImage> notable =
        [
            .. result.Skipped.Where(s => s.Fault is not (ImageFault.NotAnImage or ImageFault.ReadAlready)),
        ];
        if (notable.Count > 0)
        {
            Log.Skipped(log, folder, notable.Count, Kinds(notable), $"{notable[0].File}: {notable[0].Reason}");
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
            FolderReader.ThrowIfAsked(skipped, options, "");
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
        using Tensor dense = indices.contiguous();
        ReadOnlySpan<long> chosen = MemoryMarshal.Cast<byte, long>(dense.bytes);
        var mapped = new long[chosen.Length];
        for (int i = 0; i < mapped.Length; i++)
        {
            mapped[i] = view[chosen[i]];
        }

        using Tensor inner = TensorBytes.Copy<long>(mapped, ScalarType.Int64, mapped.Length);
        return data.Read(inner, device);
    }

    /// <summary>Frees the images.</summary>
    public void Dispose() => data.Dispose();

    private static ImageFolder InMemory(
        string name,
        FolderListing listing,
        ImageFolderOptions options,
        ILogger log,
        CancellationToken cancellation
    )
    {
        List<ImageEntry> images = [.. listing.Images.Where(i => i.IsIn(options.Split, options.ValidationShare))];
        if (images.Count == 0)
        {
            throw Nothing(listing, options, listing.Skipped);
        }

        var reader = new FolderReader(options, listing.Folder);
        Log.Decodes(log, listing.Folder, images.Count, reader.Workers);
        long began = Stopwatch.GetTimestamp();
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = empty(
            [images.Count, options.Channels, options.Size.Height, options.Size.Width],
            dtype: ScalarType.Byte
        );
        Tensor flat = pixels.reshape(-1);
        var kept = new List<ImageEntry>(images.Count);
        List<(int Index, SkippedImage Skipped)> skipped = reader.Read(
            images,
            (i, bytes) =>
            {
                using Tensor place = flat.narrow(0, (long)kept.Count * reader.Bytes, reader.Bytes);
                bytes.CopyTo(place.bytes);
                kept.Add(images[i]);
            },
            cancellation
        );
        IReadOnlyList<SkippedImage> all = Merge(listing.Skipped, skipped.Select(s => s.Skipped));
        if (kept.Count == 0)
        {
            throw Nothing(listing, options, all);
        }

        long[] labels = [.. kept.Select(i => (long)i.Label)];
        bool labelled = listing.Classes.Count > 0;
        var data = new ImageDataset(
            kept.Count == images.Count ? pixels : pixels.narrow(0, 0, kept.Count),
            labelled ? TensorBytes.Copy<long>(labels, ScalarType.Int64, labels.Length) : null,
            labelled ? listing.Classes.Count : null,
            name
        );
        Log.Decoded(log, listing.Folder, kept.Count, Stopwatch.GetElapsedTime(began).TotalSeconds);
        return new ImageFolder(name, listing, data, null, [.. kept.Select(i => i.Name)], all);
    }

    private static ImageFolder Cached(string name, FolderListing listing, ImageFolderOptions options, ImageCache cache)
    {
        try
        {
            bool InSplit(string file) =>
                options.Split == ImageSplit.All
                || ImageEntry.IsForValidation(file, options.ValidationShare)
                    == (options.Split == ImageSplit.Validation);
            List<SkippedImage> skipped = [.. cache.Skipped.Where(s => InSplit(s.File))];
            skipped.ForEach(s => FolderReader.ThrowIfAsked(s, options, listing.Folder));
            var view = new List<long>();
            var files = new List<string>();
            ReadOnlySpan<int> places = cache.Files;
            for (int k = 0; k < places.Length; k++)
            {
                string file = listing.Images[places[k]].Name;
                if (InSplit(file))
                {
                    view.Add(k);
                    files.Add(file);
                }
            }

            IReadOnlyList<SkippedImage> all = Merge(listing.Skipped, skipped);
            return view.Count == 0
                ? throw Nothing(listing, options, all)
                : new ImageFolder(name, listing, cache, view.Count == cache.Count ? null : [.. view], files, all);
        }
        catch
        {
            cache.Dispose();
            throw;
        }
    }

    private static IReadOnlyList<SkippedImage> Merge(
        IEnumerable<SkippedImage> listed,
        IEnumerable<SkippedImage> decoded
    ) => [.. listed.Concat(decoded).OrderBy(s => s.File, StringComparer.Ordinal)];

    private static string Kinds(IEnumerable<SkippedImage> skipped) =>
        string.Join(", ", skipped.GroupBy(s => s.Fault).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key}"));

    private static DataFormatException Nothing(
        FolderListing listing,
        ImageFolderOptions options,
        IReadOnlyList<SkippedImage> skipped
    )
    {
        string where = options.Recursive ? "in it and its sub-folders" : "directly in it";
        string part =
            options.Split == ImageSplit.All
                ? ""
                : $" for {options.Split.ToString().ToLowerInvariant()} (share {options.ValidationShare} for "
                    + "validation)";
        string found =
            skipped.Count == 0
                ? listing.Images.Count == 0
                    ? "no file at all that is not hidden"
                    : $"{listing.Images.Count} images, all in the other part"
                : $"none among {skipped.Count} files: {Kinds(skipped)}; the first is {skipped[0].File}: "
                    + $"{skipped[0].Reason}";
        return new DataFormatException(
            Path.GetFullPath(listing.Folder),
            $"at least one readable image{part} {where} ({ImageEntry.EndingsInWords})",
            found,
            "Check the folder and the options Labels, Split and Recursive."
        );
    }
}
