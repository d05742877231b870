using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Metrics;

/// <summary>Cross entropy with Adam over images that are turned, scaled and moved at random: what a classifier of
/// digits needs to pass 98 %.</summary>
internal static class ClassifierTraining
{
    private const ulong Stream = 0xD1CE; // of augmentation and dropout: else they would draw the weights' numbers again

    public static ImageClassifier Run(IDataset data, ClassifierOptions options, Range samples, Device device)
    {
        ImageClassifier.CheckLearnable(data);
        GanConfigurationException.ThrowIfAny(options.Problems());
        var (start, count) = ImageClassifier.Part(data, samples);
        if (count < options.BatchSize)
        {
            throw new ArgumentException(
                $"A batch of {options.BatchSize} images needs at least as many, but {count} were given.",
                nameof(samples)
            );
        }
        using var _ = NewDisposeScope();
        var classifier = new ImageClassifier(data.SampleShape, data.Condition.Classes, options.Seed);
        classifier.to(device);
        Fit(classifier, data, options, start, count, device);
        classifier.eval();
        return classifier;
    }

    private static void Fit(
        ImageClassifier classifier,
        IDataset data,
        ClassifierOptions options,
        int start,
        int count,
        Device device
    )
    {
        using var failures = LayerKernels.Use(LayerKernels.Current is not null); // its own alone
        using var optimizer = optim.Adam(classifier.parameters(), options.LearningRate);
        using var random = new Generator(options.Seed ^ Stream);
        classifier.DropoutRandom = random;
        var updates = count / options.BatchSize;
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            using var order = Shuffle.Order(count, options.Seed, epoch).add_(start);
            for (var update = 0; update < updates; update++)
            {
                using var _ = NewDisposeScope();
                var progress = ((epoch * updates) + update) / (double)(options.Epochs * updates);
                SetLearningRate(optimizer, options.LearningRate, progress);
                using var batch = data.Read(order.narrow(0, update * options.BatchSize, options.BatchSize), device);
                optimizer.zero_grad();
                var logits = classifier.call(Warp(batch.Samples, options, random));
                var loss = functional.cross_entropy(logits, batch.Condition!);
                loss.backward();
                LayerKernels.ThrowIfFailed();
                optimizer.step();
            }
        }
        classifier.DropoutRandom = null;
    }

    private static void SetLearningRate(optim.Optimizer optimizer, double rate, double progress)
    {
        foreach (var group in optimizer.ParamGroups)
        {
            group.LearningRate = rate * Math.Min(1, 1.5 * (1 - progress));
        }
    }

    /// <summary>Each image turned, scaled and moved by its own random
    /// amounts; what comes in from outside is black.</summary>
    private static Tensor Warp(Tensor images, ClassifierOptions options, Generator random)
    {
        if (options is { Rotation: 0, Scaling: 0, Shift: 0 })
        {
            return images;
        }
        var count = images.shape[0];
        var height = images.shape[2];
        var width = images.shape[3];
        var angle = Amounts(options.Rotation * Math.PI / 180);
        var scale = Amounts(options.Scaling).add(1);
        // The grid's coordinates run from -1 to 1 across the image, so a pixel is 2 / width of them.
        var right = Amounts(2.0 * options.Shift / width);
        var down = Amounts(2.0 * options.Shift / height);
        var cos = angle.cos().mul(scale);
        var sin = angle.sin().mul(scale);
        var maps = stack([stack([cos, sin.neg(), right], 1), stack([sin, cos, down], 1)], 1).to(images.device);
        // Zeros are what is sampled outside, and black is zero once the images are moved up by one.
        // Left out, align_corners is false too, but libtorch then writes a warning to the console each time.
        var grid = functional.affine_grid(maps, images.shape);
        return functional.grid_sample(images.add(1), grid, align_corners: false).sub(1);

        Tensor Amounts(double max) => rand([count], generator: random).mul(2 * max).sub(max);
    }
}
