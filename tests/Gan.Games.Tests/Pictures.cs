using Gan.Data;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

/// <summary>Small images with something to learn: bright squares at places of their own, on a dark ground.</summary>
internal static class Pictures
{
    internal static ArrayDataset Squares(int count, int side = 16, int channels = 1, int seed = 0, bool invert = false)
    {
        var random = new Random(seed);
        var values = new float[count * channels * side * side];
        Array.Fill(values, invert ? 0.8f : -0.8f);
        for (var n = 0; n < count; n++)
        {
            var (top, left) = (random.Next(side / 2), random.Next(side / 2));
            for (var c = 0; c < channels; c++)
            {
                for (var y = top; y < top + side / 2; y++)
                {
                    var from = (((n * channels) + c) * side + y) * side + left;
                    Array.Fill(values, (invert ? -0.7f : 0.7f) + (0.1f * c), from, side / 2);
                }
            }
        }
        return ArrayDataset.Images(values, channels, side, side, name: $"squares {seed}{(invert ? " inverted" : "")}");
    }

    /// <summary>The same squares, dark on bright: the translation to learn.</summary>
    internal static PairedDataset Inverted(int count, int side = 16) =>
        new(Squares(count, side), Squares(count, side, invert: true));

    /// <summary>One square over and over, so that every batch is known.</summary>
    internal static ArrayDataset Same(int seed = 0, bool invert = false)
    {
        using var one = Squares(1, seed: seed, invert: invert).Read(zeros(1, dtype: ScalarType.Int64), CPU).Samples;
        using var four = one.repeat(4, 1, 1, 1);
        return ArrayDataset.Images(four.data<float>().ToArray(), 1, 16, 16, name: $"square {seed}");
    }
}
