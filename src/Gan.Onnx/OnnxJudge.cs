using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Onnx;

/// <summary>How near a model in ONNX Runtime is to the trained network, and how near a smaller one is to that.</summary>
/// <param name="subject">The network.</param>
/// <param name="how">What is allowed.</param>
/// <param name="plain">The model in float32.</param>
internal sealed class OnnxJudge(OnnxSubject subject, OnnxOptions how, byte[] plain)
{
    private const int DistanceBatch = 32;
    private static readonly int[] Batches = [1, 3, 8, 8];

    /// <summary>The largest difference of the model in float32.</summary>
    /// <exception cref="InvalidOperationException">It is larger than allowed.</exception>
    internal double Error()
    {
        using var trial = new OnnxTrial(plain);
        var error = 0.0;
        for (var i = 0; i < Batches.Length; i++)
        {
            var feeds = subject.Feeds(Batches[i], i);
            var expected = TorchErrors.Guard(() => subject.Reference(feeds)).cpu();
            var made = trial.Run(Whole(feeds))[0];
            if (!made.shape.SequenceEqual(expected.shape))
            {
                throw new InvalidOperationException(
                    $"The shipped network makes {ShapeText.Of(made.shape)} where the trained one makes "
                        + $"{ShapeText.Of(expected.shape)}."
                );
            }
            var size = Math.Max(1, expected.abs().max().ToDouble());
            error = Math.Max(error, (made - expected).abs().max().ToDouble() / size);
        }
        return error <= how.Tolerance
            ? error
            : throw new InvalidOperationException(
                $"In ONNX Runtime the network differs from the trained one by {error:g3}, and at most "
                    + $"{how.Tolerance:g3} is shipped (OnnxOptions.Tolerance)."
            );
    }

    /// <summary>The report with PSNR and distance of a model with other weights.</summary>
    /// <exception cref="InvalidOperationException">The PSNR is lower than allowed.</exception>
    internal OnnxReport Compare(byte[] model, OnnxReport report)
    {
        var sizes = how.Distance is null ? Batches : Enumerable.Range(0, Rounds()).Select(DistanceRows);
        using var exact = new OnnxTrial(plain);
        using var other = new OnnxTrial(model);
        var feeds = sizes.Select((size, i) => Feeds(size, 1000 + (i * DistanceBatch))).ToList();
        var expected = cat([.. feeds.Select(feed => exact.Run(feed)[0])]);
        var made = cat([.. feeds.Select(feed => other.Run(feed)[0])]);
        var range = subject.Range ?? expected.max().ToDouble() - expected.min().ToDouble();
        var error = (made - expected).to(ScalarType.Float64).square().mean().ToDouble();
        var psnr = error == 0 ? double.PositiveInfinity : 10 * Math.Log10(range * range / error);
        if (!(psnr >= how.LeastPsnr))
        {
            throw new InvalidOperationException(
                $"Smaller weights give a PSNR of {psnr:0.0} dB, and at least {how.LeastPsnr:0.0} dB is shipped "
                    + "(OnnxOptions.LeastPsnr). Store more bits, or leave the quantisation out."
            );
        }
        return report with { Psnr = psnr, Distance = how.Distance?.Invoke(expected, made) };
    }

    /// <summary>So many inputs of a seed, with those that must be fed.</summary>
    internal IReadOnlyList<(string Name, Tensor Value)> Feeds(int count, int seed) => Whole(subject.Feeds(count, seed));

    private IReadOnlyList<(string Name, Tensor Value)> Whole(IReadOnlyList<(string Name, Tensor Value)> feeds) =>
        how.TruncationIsFed
            ? [.. feeds, .. subject.Graph.Defaults.Select(value => (value.Key, tensor(value.Value)))]
            : feeds;

    private int DistanceRows(int round) => Math.Min(DistanceBatch, how.DistanceSamples - (round * DistanceBatch));

    private int Rounds() => (how.DistanceSamples + DistanceBatch - 1) / DistanceBatch;
}
