using System.Runtime.CompilerServices;
using Gan.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Metrics;

/// <summary>
/// A small convolutional classifier that learns a labelled data set itself, so that samples
/// of that kind can be judged without a network of Inception's size and without a download.
/// Give what it says to <see cref="InceptionScore"/> and <see cref="ClassHistogram"/>.
/// </summary>
/// <remarks>
/// Two 3×3 convolutions of 16 and 32 maps with max pooling, 128 hidden units with dropout 0.5. Every random number
/// comes from a stream of its own, so equal data and options give an equal classifier on the CPU, whatever else draws
/// numbers in the meantime.
/// </remarks>
public sealed partial class ImageClassifier : Module<Tensor, Tensor>
{
    private const int EvaluationBatch = 500;

    private readonly Parameter firstWeight;
    private readonly Parameter firstBias;
    private readonly Parameter secondWeight;
    private readonly Parameter secondBias;
    private readonly Parameter hiddenWeight;
    private readonly Parameter hiddenBias;
    private readonly Parameter lastWeight;
    private readonly Parameter lastBias;
    private readonly long[] shape;

    /// <summary>Makes a classifier with random weights. See <see cref="Train"/> for one that has learnt.</summary>
    /// <param name="sampleShape"><c>[C, H, W]</c> with H and W at least 4.</param>
    /// <param name="classes">Number of classes K, at least 2.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <exception cref="ArgumentException">These are no images, or there is nothing to tell apart.</exception>
    public ImageClassifier(IReadOnlyList<long> sampleShape, long classes, ulong seed = 0)
        : base(WithBackend(nameof(ImageClassifier)))
    {
        ArgumentNullException.ThrowIfNull(sampleShape);
        if (sampleShape is not [>= 1, >= 4, >= 4])
        {
            throw new ArgumentException(
                "The classifier reads images [C, H, W] with H and W from 4 up, but the samples are "
                    + $"{ShapeText.Of(sampleShape)}.",
                nameof(sampleShape)
            );
        }
        if (classes < 2)
        {
            throw new ArgumentException(
                $"At least 2 classes are needed, but there are {classes}. Pass a labelled data set.",
                nameof(classes)
            );
        }
        if (classes > int.MaxValue)
        {
            throw new ArgumentException($"classes must be at most {int.MaxValue}, but was {classes}.", nameof(classes));
        }
        shape = [.. sampleShape];
        Classes = classes;
        using var random = new Generator(seed);
        (firstWeight, firstBias) = Layer(random, 16, shape[0], 3, 3);
        (secondWeight, secondBias) = Layer(random, 32, 16, 3, 3);
        (hiddenWeight, hiddenBias) = Layer(random, 128, 32 * (shape[1] / 4) * (shape[2] / 4));
        (lastWeight, lastBias) = Layer(random, classes, 128);
        RegisterComponents();
    }

    /// <summary>What dropout draws from while training; null drops nothing.</summary>
    internal Generator? DropoutRandom { get; set; }

    /// <summary>Number of classes K.</summary>
    public long Classes { get; }

    /// <summary>Shape of the images that it reads: <c>[C, H, W]</c>.</summary>
    public IReadOnlyList<long> SampleShape => shape;

    /// <summary>Trains a classifier on a labelled data set.</summary>
    /// <param name="data">Images with labels.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <param name="samples">Which part of the data to learn, such as <c>..9000</c>; null takes all.</param>
    /// <param name="device">Where to train; null is the CPU.</param>
    /// <returns>A classifier in evaluation mode; the caller owns it.</returns>
    /// <exception cref="ArgumentException">The data have no labels or
    /// are no images, or an option is out of its range.</exception>
    public static ImageClassifier Train(
        IDataset data,
        ClassifierOptions? options = null,
        Range? samples = null,
        Device? device = null
    ) => ClassifierTraining.Run(data, options ?? new(), samples ?? Range.All, TorchBackend.EnsureAvailable(device));

    /// <summary>Scores images, floats <c>[N, C, H, W]</c> in [−1, 1], with logits <c>[N, K]</c>.</summary>
    /// <exception cref="ArgumentException">The images are null, or
    /// have another shape or type than the weights.</exception>
    public override Tensor forward(Tensor input)
    {
        Require(input);
        using var _ = NewDisposeScope();
        var x = Hidden(input);
        if (training && DropoutRandom is not null)
        {
            var mask = rand(x.shape, generator: DropoutRandom).gt(0.5);
            x = x.mul(mask.to(x.dtype).to(x.device).mul(2));
        }
        return functional.linear(x, lastWeight, lastBias).MoveToOuterDisposeScope();
    }

    /// <summary>p(class | image), softmax in float64.</summary>
    /// <param name="samples">Floats <c>[N, C, H, W]</c> in [−1, 1] on any device, N ≥ 1.</param>
    /// <returns>Float64 <c>[N, K]</c> on the CPU.</returns>
    /// <exception cref="ArgumentException">The images have another shape.</exception>
    public Tensor Probabilities(Tensor samples) =>
        InParts(samples, part => call(part).to(ScalarType.Float64).softmax(1));

    /// <summary>The hidden units of images, before dropout: what <see cref="ClassifierFeatures"/> compare.</summary>
    /// <param name="samples">Floats <c>[N, C, H, W]</c> in [−1, 1] on any device, N ≥ 1.</param>
    /// <returns>Float32 <c>[N, 128]</c> on the CPU, at least 0.</returns>
    /// <exception cref="ArgumentException">The images have another shape.</exception>
    public Tensor Features(Tensor samples) => InParts(samples, Hidden);

    /// <summary>The part of images that is given the class of its label, from 0 to 1.</summary>
    /// <param name="samples">Floats <c>[N, C, H, W]</c> in [−1, 1].</param>
    /// <param name="labels">Int64 <c>[N]</c>.</param>
    public double Accuracy(Tensor samples, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(labels);
        var count = samples.dim() > 0 ? samples.shape[0] : 0;
        if (labels.dim() != 1 || labels.shape[0] != count)
        {
            var shapes = $"{ShapeText.Of(labels.shape)} for samples of {ShapeText.Of(samples.shape)}";
            throw new ArgumentException(
                $"labels must be [N], one for each sample, but have shape {shapes}.",
                nameof(labels)
            );
        }
        using var _ = NewDisposeScope();
        return Probabilities(samples).argmax(1).eq(labels.cpu()).to(ScalarType.Float64).mean().ToDouble();
    }

    /// <summary>The part of a labelled data set that is classified right, from 0 to 1.</summary>
    /// <param name="data">Images with labels.</param>
    /// <param name="samples">Which part of the data, such as <c>9000..</c>; null takes all.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="samples"/>
    /// is empty or lies beyond the data.</exception>
    /// <exception cref="ArgumentException">The data have no labels, or images of another shape.</exception>
    public double Accuracy(IDataset data, Range? samples = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        var (start, count) = Part(data, samples ?? Range.All);
        double right = 0;
        for (var at = 0; at < count; at += EvaluationBatch)
        {
            using var _ = NewDisposeScope();
            var length = Math.Min(EvaluationBatch, count - at);
            using var batch = data.Read(arange(start + at, start + at + length, dtype: ScalarType.Int64), CPU);
            var labels =
                batch.Condition
                ?? throw new ArgumentException($"{data.Name} has no labels to compare with.", nameof(data));
            right += Accuracy(batch.Samples, labels) * length;
        }
        return right / count;
    }

    /// <summary>A part of the data by its first sample and their number, at least one.</summary>
    internal static (int Start, int Count) Part(IDataset data, Range samples)
    {
        var all = checked((int)data.Count);
        var start = samples.Start.GetOffset(all);
        var end = samples.End.GetOffset(all);
        return start >= 0 && start < end && end <= all
            ? (start, end - start)
            : throw new ArgumentOutOfRangeException(
                nameof(samples),
                $"samples must be a part of the {all} samples of '{data.Name}', at least one, but was {samples}. "
                    + $"Choose a range within 0..{all}."
            );
    }

    /// <summary>Whether a classifier can learn from data: labelled images.</summary>
    internal static void CheckLearnable(IDataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Condition.Classes == 0)
        {
            throw new ArgumentException(
                $"data must have labels, which a classifier learns from, but {data.Name} has none. "
                    + "Pass a labelled data set.",
                nameof(data)
            );
        }
        if (data.SampleShape is not [>= 1, >= 4, >= 4])
        {
            throw new ArgumentException(
                $"data must be images [C, H, W] with H and W from 4 up, but {data.Name} has samples of "
                    + $"{ShapeText.Of(data.SampleShape)}.",
                nameof(data)
            );
        }
    }

    /// <summary>Weights and biases from U(−1/√fan-in, 1/√fan-in), PyTorch's own start.</summary>
    private static (Parameter Weight, Parameter Bias) Layer(Generator random, params long[] sizes)
    {
        var fanIn = 1L;
        foreach (var size in sizes[1..])
        {
            fanIn *= size;
        }
        var bound = 1 / Math.Sqrt(fanIn);
        return (Draw(sizes), Draw(sizes[0]));

        // Taken out of the caller's dispose scope, with which it would be disposed.
        Parameter Draw(params long[] shape)
        {
            using var values = empty(shape).uniform_(-bound, bound, random);
            return (Parameter)new Parameter(values).DetachFromDisposeScope();
        }
    }

    /// <summary>In evaluation mode, without gradients, a part at a time so that memory is bounded.</summary>
    private Tensor InParts(Tensor samples, Func<Tensor, Tensor> judge)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.dim() != 4 || samples.shape[0] == 0 || !samples.shape[1..].SequenceEqual(shape))
        {
            throw new ArgumentException(
                $"The classifier reads images {ShapeText.OfBatch(shape)}, but was given {ShapeText.Of(samples.shape)}.",
                nameof(samples)
            );
        }
        using var _ = NewDisposeScope();
        using var gradient = no_grad();
        var wasTraining = training;
        eval();
        var device = this.parameters().First().device;
        var parts = new List<Tensor>();
        foreach (var part in samples.detach().split(EvaluationBatch))
        {
            parts.Add(judge(part.to(ScalarType.Float32).to(device)).cpu());
        }
        train(wasTraining);
        return cat(parts).MoveToOuterDisposeScope();
    }

    private Tensor Hidden(Tensor input) =>
        functional.linear(Maps(input)[1].flatten(1), hiddenWeight, hiddenBias).relu();

    /// <exception cref="ArgumentException">The images are null, or have another shape or type than the
    /// weights.</exception>
    internal void Require(Tensor images, [CallerArgumentExpression(nameof(images))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(images, name);
        if (images.dim() != 4 || !images.shape[1..].SequenceEqual(shape) || images.dtype != firstWeight.dtype)
        {
            throw new ArgumentException(
                $"The classifier reads {firstWeight.dtype} {ShapeText.OfBatch(shape)}, but {name} is "
                    + $"{images.dtype} {ShapeText.Of(images.shape)}.",
                name
            );
        }
    }

    /// <summary>What both convolutions give after pooling, with a graph.</summary>
    internal Tensor[] Maps(Tensor input)
    {
        var first = functional.conv2d(input, firstWeight, firstBias, padding: [1L, 1L]).relu();
        first = functional.max_pool2d(first, 2);
        var second = functional.conv2d(first, secondWeight, secondBias, padding: [1L, 1L]).relu();
        return [first, functional.max_pool2d(second, 2)];
    }

    // A module asks libtorch for a handle when it is made.
    private static string WithBackend(string name)
    {
        TorchBackend.EnsureAvailable();
        return name;
    }
}
