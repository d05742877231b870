using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Gan.Data;

/// <summary>The cache of a folder: opened where it fits, made otherwise.</summary>
internal static class PreparedFolder
{
    /// <summary>Null: the cache cannot be written, which was logged.</summary>
    public static ImageCache? Open(
        FolderListing listing,
        ImageFolderOptions options,
        string name,
        ILogger log,
        CancellationToken cancellation
    )
    {
        string path = options.Cache!;
        CacheKey key = CacheKey.Of(options, listing);
        string reason = "there is none yet";
        try
        {
            if (File.Exists(path))
            {
                if (ImageCache.TryOpen(path, key.Unlike, options.VerifyCache, out reason) is { } cache)
                {
                    Log.CacheUsed(log, path, cache.Count);
                    return cache;
                }
            }

            Log.CacheMade(log, path, reason);
            return Make(listing, options, key, name, log, cancellation)
                ? ImageCache.TryOpen(path, key.Unlike, verify: false, out reason)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.CacheRefused(log, path, e.Message);
            return null;
        }
    }

    private static bool Make(
        FolderListing listing,
        ImageFolderOptions options,
        CacheKey key,
        string name,
        ILogger log,
        CancellationToken cancellation
    )
    {
        var reader = new FolderReader(options, listing.Folder);
        Log.Decodes(log, listing.Folder, listing.Images.Count, reader.Workers);
        long began = Stopwatch.GetTimestamp();
        using var writer = new CacheWriter(options.Cache!);
        List<(int Index, SkippedImage Skipped)> skipped = reader.Read(
            listing.Images,
            (i, pixels) => writer.Add(pixels, listing.Images[i].Label, i),
            cancellation
        );
        if (writer.Count == 0)
        {
            return false;
        }

        writer.Finish(
            options.Channels,
            options.Size,
            key.Options,
            key.Listing,
            new CacheNames(name, listing.Classes, [.. skipped.Select(s => s.Skipped)])
        );
        Log.Decoded(log, listing.Folder, writer.Count, Stopwatch.GetElapsedTime(began).TotalSeconds);
        return true;
    }
}
