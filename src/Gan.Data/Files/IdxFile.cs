using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// IDX files, the format of MNIST and its relatives: a magic number, the sizes as big-endian 32-bit integers, then
/// unsigned bytes. Plain or gzip; which of the two is told by the first bytes, not by the name.
/// </summary>
public static class IdxFile
{
    /// <summary>Reads images and, if given, their labels.</summary>
    /// <param name="images">Path of a file with grey images <c>[N, H, W]</c> (magic number 0x00000803).</param>
    /// <param name="labels">Path of a file with N labels (magic
    /// number 0x00000801), or null for unlabelled images.</param>
    /// <param name="classes">Number of classes; by default the largest label + 1.</param>
    /// <param name="name">What the data are; by default the name of the images' file.</param>
    /// <returns>Images of shape <c>[1, H, W]</c>, kept as bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is less than 1.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">
    /// A wrong magic number, a truncated file or one with bytes left over, sizes that the file cannot hold, no images,
    /// damaged gzip data, a label outside of 0 … classes − 1, or images and labels of different number.
    /// </exception>
    public static ImageDataset Load(string images, string? labels = null, long? classes = null, string? name = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(images);
        if (labels is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(labels);
        }

        using var pixels = File.OpenRead(images);
        using FileStream? marks = labels is null ? null : File.OpenRead(labels);
        return Read(pixels, images, marks, labels, classes, name ?? Path.GetFileName(images));
    }

    /// <summary>The same from streams that can seek, for embedded files; the paths serve the messages.</summary>
    internal static ImageDataset Read(
        Stream pixels,
        string pixelsPath,
        Stream? marks,
        string? marksPath,
        long? classes,
        string name
    )
    {
        Argument.AtLeast(1, classes ?? 1, nameof(classes));
        TorchBackend.EnsureAvailable();
        using var scope = NewDisposeScope();
        // Labels first: they are small, so a mistake in them shows before the images are read.
        Tensor? labels = marks is null ? null : IdxReader.Read(marks, marksPath!, 1);
        if (labels is not null && classes is { } bound)
        {
            CheckLabels(labels, bound, marksPath!);
        }

        var images = IdxReader.Read(pixels, pixelsPath, 3);
        var shape = images.shape;
        if (labels is not null && labels.shape[0] != shape[0])
        {
            throw new DataFormatException(
                marksPath!,
                $"{shape[0]} labels, one for each image of {pixelsPath}",
                $"{labels.shape[0]}",
                "Pass the images and labels of the same part, both train or both t10k."
            );
        }

        return new ImageDataset(
            images.reshape(shape[0], 1, shape[1], shape[2]),
            labels?.to(ScalarType.Int64),
            classes,
            name
        );
    }

    private static void CheckLabels(Tensor labels, long classes, string path)
    {
        // A label file holds at most 2 GiB of labels, more than there are images in any set of this format.
        var wrong = labels.bytes.IndexOfAnyExceptInRange((byte)0, (byte)Math.Min(classes - 1, byte.MaxValue));
        if (wrong >= 0)
        {
            throw new DataFormatException(
                path,
                $"labels from 0 to {classes - 1}",
                $"label {labels.bytes[wrong]} of sample {wrong}",
                "Pass the number of classes that the file has, or the file that belongs to this data set."
            );
        }
    }
}
