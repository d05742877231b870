namespace Gan.Data;

/// <summary>Where the classes of a folder's images come from.</summary>
public enum ImageLabels
{
    /// <summary>
    /// From the sub-folders of the first level, in ordinal order of their names;
    /// deeper folders belong to the one they are in. Without such sub-folders the
    /// images are unlabelled. Images beside the sub-folders are left out and listed.
    /// </summary>
    SubFolders,

    /// <summary>From <see cref="ImageFolderOptions.LabelFile"/>.
    /// Files that it does not name are left out and listed.</summary>
    File,

    /// <summary>Nowhere: the images are unlabelled.</summary>
    None,
}

/// <summary>Which part of a folder is read.</summary>
public enum ImageSplit
{
    /// <summary>Every image.</summary>
    All,

    /// <summary>What is not for validation.</summary>
    Train,

    /// <summary>The images whose name's hash falls below <see cref="ImageFolderOptions.ValidationShare"/>.</summary>
    Validation,
}

/// <summary>What happens to a file whose name ends like an image's but that cannot be read as one.</summary>
public enum DamagedImages
{
    /// <summary>It is left out, listed in <see cref="ImageFolder.Skipped"/> and counted in a warning.</summary>
    Skip,

    /// <summary>It stops the run with a <see cref="DataFormatException"/>.</summary>
    Throw,
}

/// <summary>Settings of <see cref="ImageFolder.Load"/>.</summary>
public sealed record ImageFolderOptions
{
    /// <summary>The size that every image is brought to; 64 × 64 by default.</summary>
    public ImageSize Size { get; init; } = 64;

    /// <summary>
    /// 1 for grey (ITU-R 601 luma), 3 for red, green and blue (the default), 4 with
    /// alpha. With 1 and 3, transparent pixels show the <see cref="Background"/>.
    /// </summary>
    public int Channels { get; init; } = 3;

    /// <summary>How an image of another shape comes to the size;
    /// <see cref="ResizeRule.CropCenter"/> by default.</summary>
    public ResizeRule Resize { get; init; } = ResizeRule.CropCenter;

    /// <summary>The antialiasing filter; <see cref="Resampling.Lanczos"/> by default.</summary>
    public Resampling Resampling { get; init; } = Resampling.Lanczos;

    /// <summary>What shows through transparent pixels and around fitted images; white by default.</summary>
    public ImageColor Background { get; init; } = ImageColor.White;

    /// <summary>Where classes come from; the sub-folders by default.</summary>
    public ImageLabels Labels { get; init; } = ImageLabels.SubFolders;

    /// <summary>
    /// CSV in UTF-8 with a file and its label a line, looked for in the folder and then in the current one. A first
    /// line with the name of a column of files (file, filename, file_name, image or path) and of one of labels (label,
    /// class or category) says which they are; otherwise they are the first two. Files are named from the folder on;
    /// their ending may be left out. Classes are the labels of files that are there, in ordinal order, or by number
    /// where all are whole numbers.
    /// </summary>
    public string? LabelFile { get; init; }

    /// <summary>Which part is read; all of it by default.</summary>
    public ImageSplit Split { get; init; } = ImageSplit.All;

    /// <summary>
    /// Share of the images that is for validation, from 0 to 1; 0.1 by default. An image belongs there when the first 8
    /// bytes of the SHA-256 of its name (from the folder on, with forward slashes, in UTF-8), as a big-endian number
    /// over 2^64, are below the share: on every machine the same, and whatever other images there are.
    /// </summary>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>False: only files in the folder itself and, where sub-folders
    /// are classes, directly in these. True by default.</summary>
    public bool Recursive { get; init; } = true;

    /// <summary>What happens to a file whose name ends like an image's but that
    /// cannot be read as one; by default it is skipped and listed.</summary>
    public DamagedImages OnDamaged { get; init; } = DamagedImages.Skip;

    /// <summary>
    /// Height × width that a header may claim, from 1 to 250,000,000; 100,000,000 by
    /// default. No side may be over 1,000,000. Checked before memory is taken, which is
    /// up to 8 bytes a pixel (16 bits with alpha) on each of the <see cref="Workers"/>.
    /// </summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>Bytes that a file may have, from 1 to 1,000,000,000; 256 MiB by default.</summary>
    public long MaxFileBytes { get; init; } = 256L << 20;

    /// <summary>Threads that decode, from 0 to 1,024; 0 (the default)
    /// for one on each core. The result does not depend on it.</summary>
    public int Workers { get; init; }

    /// <summary>
    /// File to keep the decoded bytes of the whole folder in, made at the first start and mapped into memory at the
    /// next ones, as long as names, sizes and times of the files and the settings are the same. Null (the default):
    /// decoded into memory at each start.
    /// </summary>
    public string? Cache { get; init; }

    /// <summary>
    /// True: the whole cache is checked against its hashes at the start and made anew if damaged. False (the default):
    /// its header and tables are checked at the start, and each block of 64 KiB before its first use.
    /// </summary>
    public bool VerifyCache { get; init; }

    /// <summary>The codec; <see cref="VipsImageDecoder"/> by default.</summary>
    public IImageDecoder Decoder { get; init; } = VipsImageDecoder.Instance;

    /// <summary>What is out of range, each with its bound and value; empty when all is well.</summary>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(
            Bounds.AtLeast(1, Size.Height, nameof(Size)), // default(ImageSize) has no pixels
            Bounds.Must(Channels is 1 or 3 or 4, "be 1, 3 or 4", Channels),
            Bounds.Within(0, 1, ValidationShare),
            Bounds.Within(1, 250_000_000, MaxPixels),
            Bounds.Within(1, 1_000_000_000, MaxFileBytes),
            Bounds.Within(0, 1024, Workers),
            (Labels == ImageLabels.File) == (LabelFile is not null) ? null : MisplacedLabelFile()
        );

    private Problem MisplacedLabelFile() =>
        Labels == ImageLabels.File
            ? new("Labels = ImageLabels.File needs the name of the file in LabelFile.")
            : new($"LabelFile is set, but labels come from {Labels}.", "Set Labels = ImageLabels.File, too.");
}
