using System.Diagnostics;
using Microsoft.Extensions.Logging;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>Makes the data set of a listed folder, with its images in memory or in a prepared cache.</summary>
internal static class FolderLoader
{
    public static ImageFolder InMemory(
        string name,
        FolderListing listing,
        ImageFolderOptions options,
        ILogger log,
        CancellationToken cancellation
    )
    {
        List<ImageEntry> images =
        [
            .. listing.Images.Where(image => image.IsIn(options.Split, options.ValidationShare)),
        ];
        if (images.Count == 0)
        {
            throw NoImage(listing, options, listing.Skipped);
        }

        var reader = new FolderReader(options, listing.Folder);
        Log.Decodes(log, listing.Folder, images.Count, reader.Workers);
        var start = Stopwatch.GetTimestamp();
        using var scope = NewDisposeScope();
        long[] shape = [images.Count, options.Channels, options.Size.Height, options.Size.Width];
        var pixels = empty(shape, dtype: ScalarType.Byte);
        var flat = pixels.reshape(-1);
        var readable = new List<ImageEntry>(images.Count);
        var undecodable = reader.Read(images, Store, cancellation);
        var skipped = Merge(listing.Skipped, undecodable.Select(entry => entry.Skipped));
        if (readable.Count == 0)
        {
            throw NoImage(listing, options, skipped);
        }

        var data = Dataset(name, listing, readable, pixels.narrow(0, 0, readable.Count));
        Log.Decoded(log, listing.Folder, readable.Count, Stopwatch.GetElapsedTime(start).TotalSeconds);
        return new ImageFolder(
            name,
            listing.Classes,
            data,
            null,
            [.. readable.Select(image => image.Name)],
            [.. readable.Select(image => (long)image.Label)],
            skipped
        );

        void Store(int index, ReadOnlySpan<byte> bytes)
        {
            using var place = flat.narrow(0, (long)readable.Count * reader.Bytes, reader.Bytes);
            bytes.CopyTo(place.bytes);
            readable.Add(images[index]);
        }
    }

    /// <summary>Takes the cache over, and closes it where no data set comes of it.</summary>
    public static ImageFolder FromCache(
        string name,
        FolderListing listing,
        ImageFolderOptions options,
        ImageCache cache
    )
    {
        try
        {
            var inSplit = listing
                .Images.Where(image => image.IsIn(options.Split, options.ValidationShare))
                .Select(image => image.Name)
                .ToHashSet();
            List<SkippedImage> undecodable = [.. cache.Skipped.Where(image => inSplit.Contains(image.File))];
            foreach (var image in undecodable)
            {
                FolderReader.ThrowIfWanted(image, options, listing.Folder);
            }

            var view = new List<long>();
            var files = new List<string>();
            var labels = new List<long>();
            var places = cache.Files;
            for (var k = 0; k < places.Length; k++)
            {
                var image = listing.Images[places[k]];
                if (inSplit.Contains(image.Name))
                {
                    view.Add(k);
                    files.Add(image.Name);
                    labels.Add(image.Label);
                }
            }

            var skipped = Merge(listing.Skipped, undecodable);
            if (view.Count == 0)
            {
                throw NoImage(listing, options, skipped);
            }

            long[]? part = view.Count == cache.Count ? null : [.. view];
            return new ImageFolder(name, listing.Classes, cache, part, files, labels, skipped);
        }
        catch
        {
            cache.Dispose();
            throw;
        }
    }

    /// <summary>How many files have each fault, in words.</summary>
    public static string Kinds(IEnumerable<SkippedImage> skipped)
    {
        var counts = skipped.CountBy(image => image.Fault).OrderBy(count => count.Key);
        return string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}"));
    }

    private static ImageDataset Dataset(string name, FolderListing listing, List<ImageEntry> images, Tensor pixels)
    {
        if (listing.Classes.Count == 0)
        {
            return new ImageDataset(pixels, null, null, name);
        }

        long[] labels = [.. images.Select(image => (long)image.Label)];
        var classes = TensorBytes.Copy<long>(labels, ScalarType.Int64, labels.Length);
        return new ImageDataset(pixels, classes, listing.Classes.Count, name);
    }

    private static List<SkippedImage> Merge(IEnumerable<SkippedImage> unread, IEnumerable<SkippedImage> undecodable) =>
        [.. unread.Concat(undecodable).OrderBy(image => image.File, StringComparer.Ordinal)];

    private static DataFormatException NoImage(
        FolderListing listing,
        ImageFolderOptions options,
        IReadOnlyList<SkippedImage> skipped
    )
    {
        var where = options.Recursive ? "in it and its sub-folders" : "directly in it";
        var part = "";
        if (options.Split != ImageSplit.All)
        {
            var split = options.Split.ToString().ToLowerInvariant();
            part = $" for {split} (share {options.ValidationShare} for validation)";
        }

        return new DataFormatException(
            Path.GetFullPath(listing.Folder),
            $"at least one readable image{part} {where} ({ImageEntry.EndingsInWords})",
            Content(listing, skipped),
            "Check the folder and the options Labels, Split and Recursive."
        );
    }

    private static string Content(FolderListing listing, IReadOnlyList<SkippedImage> skipped)
    {
        if (skipped.Count > 0)
        {
            var first = skipped[0];
            return $"none among {skipped.Count} files: {Kinds(skipped)}; the first is {first.File}: {first.Reason}";
        }

        return listing.Images.Count == 0
            ? "no file at all that is not hidden"
            : $"{listing.Images.Count} images, all in the other part";
    }
}
