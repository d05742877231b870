using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Metrics;

/// <summary>Teaches a decoder beside patterns for its bits: random images carry the sum of the patterns, each with the
/// sign of a random bit, and are distorted on their way once the first quarter is over.</summary>
internal static class WatermarkDecoderTraining
{
    private const ulong Stream = 0x3A4C; // of images and bits: else they would draw the weights' numbers again

    internal static void Run(WatermarkDecoder decoder, WatermarkDecoderOptions options)
    {
        using var outer = NewDisposeScope();
        using var random = new Generator(options.Seed ^ Stream);
        var (channels, height, width) = (decoder.ReadShape[0], decoder.ReadShape[1], decoder.ReadShape[2]);
        // At half the side: what a smaller copy loses carries nothing.
        var patterns = new Parameter(
            randn([options.Bits, channels * (height / 2) * (width / 2)], generator: random).mul(0.01)
        );
        using var optimizer = optim.Adam(decoder.parameters(), 1e-3);
        using var drawing = optim.Adam([patterns], 3e-3);
        for (var step = 0; step < options.Steps; step++)
        {
            using var _ = NewDisposeScope();
            var bits = rand([options.BatchSize, options.Bits], generator: random).gt(0.5).to(ScalarType.Float32);
            var marks = bits.mul(2).sub(1).mm(patterns);
            marks = marks.reshape(options.BatchSize, channels, height / 2, width / 2);
            marks = Resampling.To(marks, height, width);
            var sizes = marks.square().mean([1L, 2L, 3L], keepdim: true).sqrt();
            var marked = Images(options.BatchSize, decoder.ReadShape, random) + (marks / sizes * options.Strength);
            var kind = step > options.Steps / 4 ? step % WatermarkDistortions.Kinds : 0;
            var seen = WatermarkDistortions.Of(marked.clamp(-1, 1), kind, random);
            optimizer.zero_grad();
            drawing.zero_grad();
            functional.binary_cross_entropy_with_logits(decoder.call(seen), bits).backward();
            optimizer.step();
            drawing.step();
        }
    }

    /// <summary>Random images with structure of all sizes, some flat, some with hard edges.</summary>
    internal static Tensor Images(long count, IReadOnlyList<long> shape, Generator random)
    {
        var sum = zeros(count, shape[0], shape[1], shape[2]);
        for (var side = 2L; side <= 32; side *= 2)
        {
            var noise = randn([count, shape[0], side, side], generator: random);
            sum += Resampling.To(noise, shape[1], shape[2]) * (1.2 / Math.Sqrt(side));
        }
        return (sum * rand([count, 1, 1, 1], generator: random) * 2).tanh();
    }
}
