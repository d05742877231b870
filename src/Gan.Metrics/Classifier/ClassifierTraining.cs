using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Metrics;

/// <summary>Cross entropy with Adam over images that are moved at random: what a classifier of digits needs to pass 98 %.</summary>
internal static class ClassifierTraining
{
    private const double Black = -1;
    private const ulong ShiftsAndDrops = 0xD1CE; // so that these numbers are not the weights' again

    public static ImageClassifier Run(IDataset data, ClassifierOptions options, Range samples, Device device)
    {
        ArgumentNullException.ThrowIfNull(data);
        options.Check();
        var (start, count) = samples.GetOffsetAndLength(checked((int)data.Count));
        if (data.Classes == 0) throw new ArgumentException($"{data.Name} has no labels, which a classifier learns from.", nameof(data));
        if (count < options.BatchSize)
            throw new ArgumentException($"A batch of {options.BatchSize} images needs at least as many, but {count} were given.", nameof(samples));

        using var _ = NewDisposeScope();
        var classifier = new ImageClassifier(data.SampleShape, data.Classes, options.Seed);
        classifier.to(device);
        Fit(classifier, data, options, start, count, device);
        classifier.eval();
        return classifier;
    }

    private static void Fit(ImageClassifier classifier, IDataset data, ClassifierOptions options, int start, int count, Device device)
    {
        using var optimizer = optim.Adam(classifier.parameters(), options.LearningRate);
        using var random = new Generator(options.Seed ^ ShiftsAndDrops);
        classifier.Drops = random;
        var updates = count / options.BatchSize;
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            using var order = Shuffle.Order(count, options.Seed, epoch).add_(start);
            for (var update = 0; update < updates; update++)
            {
                using var _ = NewDisposeScope();
                SetLearningRate(optimizer, options.LearningRate, ((epoch * updates) + update) / (double)(options.Epochs * updates));
                using var batch = data.Read(order.narrow(0, update * options.BatchSize, options.BatchSize), device);
                optimizer.zero_grad();
                var loss = functional.cross_entropy(classifier.call(Move(batch.Samples, options.Shift, random)), batch.Labels!);
                loss.backward();
                optimizer.step();
            }
        }

        classifier.Drops = null;
    }

    private static void SetLearningRate(optim.Optimizer optimizer, double rate, double progress)
    {
        foreach (var group in optimizer.ParamGroups) group.LearningRate = rate * Math.Min(1, 1.5 * (1 - progress));
    }

    /// <summary>Each image moved by its own offset in both axes; what comes in from outside is black.</summary>
    private static Tensor Move(Tensor images, int shift, Generator random)
    {
        if (shift == 0) return images;
        var (count, channels, height, width) = (images.shape[0], images.shape[1], images.shape[2], images.shape[3]);
        var padded = functional.pad(images, (shift, shift, shift, shift), PaddingModes.Constant, Black);
        var stride = width + (2 * shift);
        // One gather over the flattened image: row offsets, column offsets and the corner of each image's window add up to its pixels.
        var corner = randint(0, (2 * shift) + 1, [count, 2], dtype: ScalarType.Int64, generator: random).mul(tensor([stride, 1L])).sum(1);
        var window = arange(height).mul(stride).unsqueeze(1).add(arange(width)).flatten();
        var pixels = corner.unsqueeze(1).add(window).unsqueeze(1).expand(count, channels, height * width).to(images.device);
        return padded.flatten(2).gather(2, pixels).reshape(count, channels, height, width);
    }
}
