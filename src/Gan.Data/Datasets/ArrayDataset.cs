using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>Float samples kept in memory on the CPU exactly as given:
/// rows of a table, or images that are already in [−1, 1].</summary>
public sealed class ArrayDataset : IDataset
{
    private readonly Tensor samples;
    private readonly Tensor? labels;

    private ArrayDataset(Tensor samples, ReadOnlySpan<long> labels, long? classes, string name)
    {
        var shape = samples.shape;
        Name = name;
        Count = shape[0];
        SampleShape = shape[1..];
        if (!labels.IsEmpty)
        {
            this.labels = TensorBytes.Copy(labels, ScalarType.Int64, labels.Length);
            Classes = Check.Labels(this.labels, Count, classes);
            this.labels.DetachFromDisposeScope();
        }

        this.samples = samples.DetachFromDisposeScope();
    }

    private ArrayDataset(Tensor samples, Tensor? labels, long? classes, string name)
    {
        var shape = samples.shape;
        Name = name;
        Count = shape[0];
        SampleShape = shape[1..];
        Classes = labels is null ? 0 : Check.Labels(labels, Count, classes);
        this.samples = samples.DetachFromDisposeScope();
        this.labels = labels?.DetachFromDisposeScope();
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
    public IReadOnlyDictionary<long, long>? ClassCounts => Check.ClassCounts(labels);

    /// <summary>Copies the rows of a table.</summary>
    /// <param name="values">N·F finite numbers, row after row.</param>
    /// <param name="features">F, the numbers in a row, at least 1.</param>
    /// <param name="labels">One class for each row; empty for unlabelled rows.</param>
    /// <param name="classes">Number of classes; by default the largest label + 1.</param>
    /// <param name="name">What the data are, for logs and messages.</param>
    /// <exception cref="ArgumentException">
    /// The numbers are none or no whole number of rows, one is NaN or infinite, the labels are not as many as the rows,
    /// or one is outside of 0 … classes − 1.
    /// </exception>
    public static ArrayDataset Table(
        ReadOnlySpan<float> values,
        long features,
        ReadOnlySpan<long> labels = default,
        long? classes = null,
        string name = "table"
    )
    {
        Argument.AtLeast(1, features);
        return Make(values, image: false, labels, classes, name, features);
    }

    /// <summary>Copies a table <c>[N, F]</c>.</summary>
    /// <param name="values">Finite numbers, a row for each sample.</param>
    /// <param name="labels">One class for each row; empty for unlabelled rows.</param>
    /// <param name="classes">Number of classes; by default the largest label + 1.</param>
    /// <param name="name">What the data are, for logs and messages.</param>
    /// <exception cref="ArgumentException">As for a flat array.</exception>
    public static ArrayDataset Table(
        float[,] values,
        ReadOnlySpan<long> labels = default,
        long? classes = null,
        string name = "table"
    )
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.GetLength(1) == 0)
        {
            throw new ArgumentException(
                $"values must have at least one column, but has the shape [{values.GetLength(0)}, 0].",
                nameof(values)
            );
        }

        return Make(Flat(values), image: false, labels, classes, name, values.GetLength(1));
    }

    /// <summary>Copies images.</summary>
    /// <param name="values">N·C·H·W numbers in [−1, 1], image
    /// after image, channel after channel, row after row.</param>
    /// <param name="channels">C, at least 1.</param>
    /// <param name="height">H in pixels, at least 1.</param>
    /// <param name="width">W in pixels, at least 1.</param>
    /// <param name="labels">One class for each image; empty for unlabelled images.</param>
    /// <param name="classes">Number of classes; by default the largest label + 1.</param>
    /// <param name="name">What the data are, for logs and messages.</param>
    /// <exception cref="ArgumentException">
    /// The numbers are none or no whole number of images, one is NaN or outside of [−1, 1], the labels are not as many
    /// as the images, or one is outside of 0 … classes − 1.
    /// </exception>
    public static ArrayDataset Images(
        ReadOnlySpan<float> values,
        long channels,
        long height,
        long width,
        ReadOnlySpan<long> labels = default,
        long? classes = null,
        string name = "images"
    )
    {
        Check.Images(values.Length, nameof(values), channels, height, width);
        return Make(values, image: true, labels, classes, name, channels, height, width);
    }

    /// <summary>Copies images <c>[N, C, H, W]</c>.</summary>
    /// <param name="values">Numbers in [−1, 1].</param>
    /// <param name="labels">One class for each image; empty for unlabelled images.</param>
    /// <param name="classes">Number of classes; by default the largest label + 1.</param>
    /// <param name="name">What the data are, for logs and messages.</param>
    /// <exception cref="ArgumentException">As for a flat array.</exception>
    public static ArrayDataset Images(
        float[,,,] values,
        ReadOnlySpan<long> labels = default,
        long? classes = null,
        string name = "images"
    )
    {
        ArgumentNullException.ThrowIfNull(values);
        return Make(
            Flat(values),
            image: true,
            labels,
            classes,
            name,
            values.GetLength(1),
            values.GetLength(2),
            values.GetLength(3)
        );
    }

    /// <inheritdoc/>
    public Batch Read(Tensor indices, Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        Check.NotDisposed(this.samples.IsInvalid, this);
        Check.Indices(indices, this);
        using var scope = NewDisposeScope();
        var samples = this.samples.index_select(0, indices).to(device);
        Tensor? labels = this.labels?.index_select(0, indices).to(device);
        return new Batch(samples.MoveToOuterDisposeScope(), labels?.MoveToOuterDisposeScope());
    }

    /// <summary>Frees the samples and labels.</summary>
    public void Dispose()
    {
        samples.Dispose();
        labels?.Dispose();
    }

    /// <summary>Takes ownership of checked float32 samples and int64 labels
    /// on the CPU: what a file reader made need not be copied.</summary>
    internal static ArrayDataset Own(Tensor samples, Tensor? labels, long? classes, string name) =>
        new(samples, labels, classes, name);

    private static ArrayDataset Make(
        ReadOnlySpan<float> values,
        bool image,
        ReadOnlySpan<long> labels,
        long? classes,
        string name,
        params ReadOnlySpan<long> shape
    )
    {
        var count = Check.Samples(values.Length, nameof(values), shape);
        Check.Values(values, nameof(values), image, shape);
        TorchBackend.EnsureAvailable();
        using var scope = NewDisposeScope();
        return new ArrayDataset(TensorBytes.Copy(values, ScalarType.Float32, [count, .. shape]), labels, classes, name);
    }

    // A rectangular array is one block of memory in row-major order.
    private static ReadOnlySpan<float> Flat(Array values) =>
        MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.As<byte, float>(ref MemoryMarshal.GetArrayDataReference(values)),
            values.Length
        );
}
