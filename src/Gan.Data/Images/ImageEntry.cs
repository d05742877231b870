using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gan.Data;

/// <summary>A file that may be an image: its name from the folder
/// on, where it is, and what tells whether it has changed.</summary>
internal sealed record ImageEntry(string Name, string Path, long Length, long Ticks)
{
    private static readonly HashSet<string> Endings = new(
        [".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp", ".dib"],
        StringComparer.OrdinalIgnoreCase
    );

    public const string EndingsInWords = ".jpg, .jpeg, .jpe, .jfif, .png, .webp, .gif, .tif, .tiff, .bmp, .dib";

    /// <summary>Class, or −1 without.</summary>
    public int Label { get; init; } = -1;

    /// <summary>Of an input in pairs: the target that is to be made from it.</summary>
    public ImageEntry? Partner { get; init; }

    /// <summary>Whether the name ends like an image's.</summary>
    public bool HasEnding => Endings.Contains(System.IO.Path.GetExtension(Name));

    /// <summary>Whether a share of all names, by their hash, holds this one.</summary>
    public static bool IsForValidation(string name, double share)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        // 53 bits: what a double holds exactly, so that a share of 1 is all and of 0 none.
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1UL << 53)) < share;
    }

    public bool IsIn(ImageSplit split, double share) =>
        split == ImageSplit.All || IsForValidation(Partner?.Name ?? Name, share) == (split == ImageSplit.Validation);
}
