using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Metrics;

public sealed partial class WatermarkDecoder
{
    /// <summary>Teaches a copy of a finished generator to write a message into each sample, without the data it was
    /// trained with, as pivotal tuning does (Lukas and Kerschbaum 2023, arXiv:2304.07361): the message is to be read,
    /// also from distorted samples, and the samples are to stay near those of before.</summary>
    /// <param name="gan">The generator, which stays as it is.</param>
    /// <param name="message">As many bits as the decoder reads.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <returns>The marked copy on the CPU; the caller owns it.</returns>
    /// <exception cref="ArgumentException">Generator, message and decoder do not fit.</exception>
    /// <exception cref="GanConfigurationException">An option is out of its range.</exception>
    /// <exception cref="NotSupportedException">The generator is conditioned on vectors.</exception>
    /// <exception cref="ArithmeticException">The samples became numbers that are none.</exception>
    public TrainedGan Mark(TrainedGan gan, WatermarkMessage message, MarkingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(gan);
        Require(message);
        options ??= new();
        GanConfigurationException.ThrowIfAny(options.Problems());
        if (gan.SampleShape is not [var channels, >= LeastSide, >= LeastSide] || channels != Channels)
        {
            throw new ArgumentException(
                $"The decoder marks generators of images [{Channels}, H, W] with sides from {LeastSide} up, but this "
                    + $"one makes {ShapeText.Of(gan.SampleShape)}.",
                nameof(gan)
            );
        }
        if (gan.Condition.Kind is not (ConditionKind.None or ConditionKind.Label))
        {
            throw new NotSupportedException(
                "Which vectors a generator is asked by is not known here. Train it with WatermarkPenalty instead."
            );
        }
        var marked = TrainedGan.Of(gan.Generator, gan.Plan, gan.DataSet, gan.Step);
        try
        {
            using var before = TrainedGan.Of(gan.Generator, gan.Plan, gan.DataSet, gan.Step);
            Tune(before.Generator, marked, message, options);
            return marked;
        }
        catch
        {
            marked.Dispose();
            throw;
        }
    }

    private void Tune(GeneratorNetwork before, TrainedGan marked, WatermarkMessage message, MarkingOptions options)
    {
        using var outer = NewDisposeScope();
        using var random = new Generator(options.Seed);
        using var failures = LayerKernels.Use(LayerKernels.Current is not null); // its own alone
        var weights = marked.Generator.parameters().ToList();
        weights.ForEach(weight => weight.requires_grad = true);
        using var optimizer = optim.Adam(weights, options.LearningRate);
        var wanted = message.ToTensor().unsqueeze(0).expand(options.BatchSize, Bits);
        for (var step = 0; step < options.Steps; step++)
        {
            using var _ = NewDisposeScope();
            var latents = randn([options.BatchSize, marked.LatentSize], generator: random);
            var labels = marked.Classes == 0 ? null : Labels(options.BatchSize, marked.Classes, random);
            optimizer.zero_grad();
            var samples = marked.Generator.call(latents, labels);
            var distorted = WatermarkDistortions.Of(samples, step % WatermarkDistortions.Kinds, random);
            var unread = Unread(samples, wanted) + Unread(distorted, wanted);
            var loss = unread / 2 + options.Fidelity * (samples - Plain(before, latents, labels)).square().mean();
            loss.backward();
            LayerKernels.ThrowIfFailed();
            if (!double.IsFinite(loss.ToDouble()))
            {
                throw new ArithmeticException(
                    $"The samples became numbers that are none at step {step}. Lower LearningRate."
                );
            }
            optimizer.step();
        }
        weights.ForEach(weight => weight.requires_grad = false);
    }

    private Tensor Unread(Tensor images, Tensor wanted) =>
        functional.binary_cross_entropy_with_logits(Logits(images), wanted);

    private static Tensor Labels(long count, long classes, Generator random) =>
        rand([count], generator: random).mul(classes).to(ScalarType.Int64).clamp(0, classes - 1);

    private static Tensor Plain(GeneratorNetwork before, Tensor latents, Tensor? labels)
    {
        using var graph = no_grad();
        return before.call(latents, labels);
    }
}
