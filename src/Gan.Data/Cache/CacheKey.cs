using System.Security.Cryptography;
using System.Text;

namespace Gan.Data;

/// <summary>What a cache depends on: the settings that change pixels, and the listing of the folder.</summary>
internal sealed record CacheKey(byte[] Options, byte[] Listing)
{
    public static CacheKey Of(ImageFolderOptions options, FolderListing listing)
    {
        // Without the split and the share: a cache holds the whole folder, and a split is a choice of its images.
        var settings = string.Join(
            '|',
            options.Size,
            options.Channels,
            options.Resize,
            options.Resampling,
            options.Background,
            options.MaxPixels,
            options.MaxFileBytes,
            options.Decoder.Name
        );
        return new CacheKey(SHA256.HashData(Encoding.UTF8.GetBytes(settings)), listing.Hash());
    }

    /// <summary>Why a cache with a header is not the one that is wanted; null where it is.</summary>
    public string? DifferenceFrom(CacheHeader header)
    {
        if (!header.OptionsHash.AsSpan().SequenceEqual(Options))
        {
            return "it was made with other settings";
        }

        return header.ListingHash.AsSpan().SequenceEqual(Listing) ? null : "the folder has changed";
    }
}
