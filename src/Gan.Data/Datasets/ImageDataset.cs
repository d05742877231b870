using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// Images kept in memory as bytes, a quarter of what floats would take, on the CPU. A batch becomes floats x / 127.5 −
/// 1 in [−1, 1] on its device, so that only bytes cross the bus.
/// </summary>
public sealed class ImageDataset : IDataset
{
    /// <summary>Takes ownership of tensors that hold the images; they are freed with the data set.</summary>
    /// <param name="pixels">Uint8 <c>[N, C, H, W]</c> on the CPU, N ≥ 1.</param>
    /// <param name="labels">Int64 <c>[N]</c> on the CPU, or null for unlabelled images.</param>
    /// <param name="classes">Number of classes; by default the largest label + 1.</param>
    /// <param name="name">What the data are, for logs and messages.</param>
    /// <exception cref="ArgumentException">Type, shape or device is another,
    /// the set is empty, or a label is outside of 0 … classes − 1.</exception>
    public ImageDataset(Tensor pixels, Tensor? labels = null, long? classes = null, string name = "images")
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (
            pixels.dtype != ScalarType.Byte
            || pixels.dim() != 4
            || pixels.device_type != DeviceType.CPU
            || pixels.NumberOfElements == 0
        )
        {
            throw new ArgumentException(
                $"Images must be uint8 [N, C, H, W] on the CPU with N at least 1, but are {Text.Describe(pixels)}.",
                nameof(pixels)
            );
        }

        var shape = pixels.shape;
        Classes = labels is null ? 0 : Check.Labels(labels, shape[0], classes);
        Name = name;
        Count = shape[0];
        SampleShape = shape[1..];
        Pixels = pixels.DetachFromDisposeScope();
        Labels = labels?.DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long Count { get; }

    /// <inheritdoc/>
    public IReadOnlyList<long> SampleShape { get; }

    /// <summary>Number of classes K of the labels 0 … K − 1; 0 for unlabelled data.</summary>
    public long Classes { get; }

    /// <inheritdoc/>
    public ConditionSpec Condition => ConditionSpec.Labels(Classes);

    /// <inheritdoc/>
    public IReadOnlyDictionary<long, long>? ClassCounts => Check.ClassCounts(Labels);

    /// <summary>All images: uint8 <c>[N, C, H, W]</c> on the CPU. Belongs to the data set.</summary>
    public Tensor Pixels { get; }

    /// <summary>All labels: int64 <c>[N]</c> on the CPU, or null. Belongs to the data set.</summary>
    public Tensor? Labels { get; }

    /// <summary>Copies images out of an array of bytes.</summary>
    /// <param name="pixels">N·C·H·W values 0 … 255, image after image, channel after channel, row after row.</param>
    /// <param name="channels">C, at least 1.</param>
    /// <param name="height">H in pixels, at least 1.</param>
    /// <param name="width">W in pixels, at least 1.</param>
    /// <param name="labels">One class for each image; empty for unlabelled images.</param>
    /// <param name="classes">Number of classes; by default the largest label + 1.</param>
    /// <param name="name">What the data are, for logs and messages.</param>
    /// <exception cref="ArgumentException">
    /// The bytes are none or no whole number of images, the labels are
    /// not as many as the images, or one is outside of 0 … classes − 1.
    /// </exception>
    public static ImageDataset FromBytes(
        ReadOnlySpan<byte> pixels,
        long channels,
        long height,
        long width,
        ReadOnlySpan<long> labels = default,
        long? classes = null,
        string name = "images"
    )
    {
        var count = Check.Images(pixels.Length, nameof(pixels), channels, height, width);
        TorchBackend.EnsureAvailable();
        using var scope = NewDisposeScope();
        return new ImageDataset(
            TensorBytes.Copy(pixels, ScalarType.Byte, count, channels, height, width),
            labels.IsEmpty ? null : TensorBytes.Copy(labels, ScalarType.Int64, labels.Length),
            classes,
            name
        );
    }

    /// <summary>
    /// Copies images out of an array of floats, rounding each value to the nearest of the 256 levels (an error of at
    /// most 1/255).
    /// <see cref="ArrayDataset.Images(ReadOnlySpan{float}, long, long, long, ReadOnlySpan{long}, long?, string)"/>
    /// keeps floats as they are.
    /// </summary>
    /// <param name="pixels">N·C·H·W values in [−1, 1], image after image, channel after channel, row after row.</param>
    /// <param name="channels">C, at least 1.</param>
    /// <param name="height">H in pixels, at least 1.</param>
    /// <param name="width">W in pixels, at least 1.</param>
    /// <param name="labels">One class for each image; empty for unlabelled images.</param>
    /// <param name="classes">Number of classes; by default the largest label + 1.</param>
    /// <param name="name">What the data are, for logs and messages.</param>
    /// <exception cref="ArgumentException">As for bytes; also when a value is NaN or outside of [−1, 1].</exception>
    public static ImageDataset FromFloats(
        ReadOnlySpan<float> pixels,
        long channels,
        long height,
        long width,
        ReadOnlySpan<long> labels = default,
        long? classes = null,
        string name = "images"
    )
    {
        Check.Images(pixels.Length, nameof(pixels), channels, height, width);
        Check.Values(pixels, nameof(pixels), image: true, channels, height, width);
        var bytes = new byte[pixels.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)MathF.Round((pixels[i] + 1) * 127.5f);
        }

        return FromBytes(bytes, channels, height, width, labels, classes, name);
    }

    /// <inheritdoc/>
    public Batch Read(Tensor indices, Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        Check.NotDisposed(Pixels.IsInvalid, this);
        Check.Indices(indices, this);
        using var scope = NewDisposeScope();
        var samples = Pixels.index_select(0, indices).to(device).to(ScalarType.Float32).div_(127.5).sub_(1);
        Tensor? labels = Labels?.index_select(0, indices).to(device);
        return new Batch(samples.MoveToOuterDisposeScope(), labels?.MoveToOuterDisposeScope());
    }

    /// <summary>Frees the images and labels.</summary>
    public void Dispose()
    {
        Pixels.Dispose();
        Labels?.Dispose();
    }
}
