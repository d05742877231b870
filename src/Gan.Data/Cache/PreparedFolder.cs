using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Gan.Data;

/// <summary>The cache of a folder: loaded where it fits, made otherwise.</summary>
internal static class PreparedFolder
{
    /// <summary>Null: the cache cannot be written, which was logged.</summary>
    public static ImageCache? Load(
        FolderListing listing,
        ImageFolderOptions options,
        string name,
        ILogger log,
        CancellationToken cancellation
    )
    {
        var path = options.Cache!;
        var key = CacheKey.Of(options, listing);
        var reason = "there is none yet";
        try
        {
            if (
                File.Exists(path)
                && ImageCache.TryLoad(path, key.DifferenceFrom, options.VerifyCache, out reason) is { } cache
            )
            {
                Log.CacheUsed(log, path, cache.Count);
                return cache;
            }

            Log.CacheMade(log, path, reason);
            return Make(listing, options, key, name, log, cancellation)
                ? ImageCache.TryLoad(path, key.DifferenceFrom, verify: false, out reason)
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
        var start = Stopwatch.GetTimestamp();
        using var writer = new CacheWriter(options.Cache!);
        var skipped = reader.Read(
            listing.Images,
            (i, pixels) => writer.Add(pixels, listing.Images[i].Label, i),
            cancellation
        );
        if (writer.Count == 0)
        {
            return false;
        }

        var names = new CacheNames(name, listing.Classes, [.. skipped.Select(entry => entry.Skipped)]);
        writer.Finish(options.Channels, options.Size, key.Options, key.Listing, names);
        Log.Decoded(log, listing.Folder, writer.Count, Stopwatch.GetElapsedTime(start).TotalSeconds);
        return true;
    }
}
