namespace Gan.Runtime;

/// <summary>Samples of a shipped generator. Each PNG says in its metadata that a trained algorithm made it, and which
/// (docs/marking.md).</summary>
public sealed class ShippedSamples
{
    private readonly float[] values;
    private readonly long[] shape;
    private readonly int size;
    private readonly PngMark mark;

    internal ShippedSamples(float[] values, long[] shape, PngMark mark)
    {
        this.mark = mark;
        this.values = values;
        this.shape = shape;
        size = (int)shape.Aggregate(1L, (a, b) => a * b);
    }

    /// <summary>How many.</summary>
    public int Count => values.Length / size;

    /// <summary>Shape of one sample: [C, H, W] or [F].</summary>
    public IReadOnlyList<long> Shape => shape;

    /// <summary>All numbers, a sample after another; images in [-1, 1], their channels one after another.</summary>
    public ReadOnlyMemory<float> Values => values;

    /// <summary>The numbers of one sample.</summary>
    /// <param name="index">From 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public ReadOnlySpan<float> this[int index] =>
        index >= 0 && index < Count
            ? values.AsSpan(index * size, size)
            : throw new ArgumentOutOfRangeException(nameof(index), $"index must be in [0, {Count}), but was {index}.");

    /// <summary>Draws all images as a grid, as <c>SampleGrid</c> does, and writes it as a PNG file, replacing it; the
    /// folder is made if it is missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Images in a row; 0 takes the smallest square that holds all.</param>
    /// <exception cref="NotSupportedException">The samples are no images of 1, 3 or 4 channels.</exception>
    /// <exception cref="ArgumentException">The picture would take more than 2 GB, or the file's name says that it is a
    /// picture of another kind.</exception>
    public void Save(string path, int columns = 0)
    {
        var layout = Layout(columns);
        using var file = PngFile.Create(path);
        Write(layout, file);
    }

    /// <summary>Draws all images as a grid and writes it as PNG to a stream, which stays open.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="columns">Images in a row; 0 takes the smallest square that holds all.</param>
    /// <exception cref="NotSupportedException">The samples are no images of 1, 3 or 4 channels.</exception>
    /// <exception cref="ArgumentException">The picture would take more than 2 GB.</exception>
    public void WriteGrid(Stream stream, int columns = 0)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Write(Layout(columns), stream);
    }

    /// <summary>Some of them that follow each other, as samples of their own.</summary>
    /// <param name="first">Number of the first, from 0 on.</param>
    /// <param name="count">How many. At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public ShippedSamples Part(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - first);
        return new(values.AsSpan(first * size, count * size).ToArray(), shape, mark);
    }

    /// <summary>Writes one image as PNG to a stream, which stays open.</summary>
    /// <param name="index">From 0 on.</param>
    /// <param name="stream">Where to.</param>
    /// <exception cref="NotSupportedException">The samples are no images of 1, 3 or 4 channels.</exception>
    public void WritePng(int index, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        RequireImages();
        PngFile.Write(stream, (int)shape[2], (int)shape[1], (int)shape[0], Bytes(this[index]), mark);
    }

    /// <summary>Writes each image as a PNG file of its own, 00000.png and so on, into a folder, which is made if it is
    /// missing.</summary>
    /// <exception cref="NotSupportedException">The samples are no images of 1, 3 or 4 channels.</exception>
    public void SaveEach(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        for (var i = 0; i < Count; i++)
        {
            using var file = PngFile.Create(Path.Combine(folder, $"{i:00000}.png"));
            WritePng(i, file);
        }
    }

    private GridLayout Layout(int columns)
    {
        if (columns is < 0 or > 10_000)
        {
            throw new ArgumentOutOfRangeException(
                nameof(columns),
                $"columns must be in [0, 10000], but was {columns}."
            );
        }
        RequireImages();
        var layout = GridLayout.Of([Count, .. shape], columns, planes: false);
        return layout.TooLarge() is { } problem
            ? throw new ArgumentException($"{problem}. Draw fewer samples.")
            : layout;
    }

    private void Write(GridLayout layout, Stream stream)
    {
        var pixels = layout.Draw(Bytes(values));
        PngFile.Write(stream, (int)layout.Width, (int)layout.Height, (int)layout.Channels, pixels, mark);
    }

    private void RequireImages()
    {
        if (shape.Length != 3 || !GridLayout.HasColours(shape[0]))
        {
            throw new NotSupportedException(
                $"Samples of shape {ShapeText.Of(shape)} are no pictures: images [1, H, W], [3, H, W] and [4, H, W] "
                    + "are. Read Values instead."
            );
        }
    }

    // [N, C, H, W] in [−1, 1] to bytes in the order of a picture, N, H, W, C.
    private byte[] Bytes(ReadOnlySpan<float> images)
    {
        var channels = (int)shape[0];
        var pixels = (int)(shape[1] * shape[2]);
        var bytes = new byte[images.Length];
        for (var i = 0; i < images.Length; i++)
        {
            var image = i / size;
            var plane = i % size / pixels;
            var value = Math.Clamp(MathF.Round((images[i] * 127.5f) + 127.5f), 0, 255);
            bytes[(image * size) + (i % pixels * channels) + plane] = float.IsNaN(value) ? (byte)0 : (byte)value;
        }
        return bytes;
    }
}
