using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>The two ways of a FastGAN discriminator from the image to its last maps.</summary>
/// <param name="Options">Gives the widths.</param>
/// <param name="Conv">Makes the convolutions.</param>
/// <param name="Sides">The image's own sides first, each the half of the one before.</param>
internal sealed record FastGanWays(FastGanOptions Options, FastGanConv Conv, List<(long Height, long Width)> Sides)
{
    private const int MaxBlocks = 5; // in the paper from 256 pixels on; larger images are halved before

    private int Halvings => Sides.Count - 1;

    private int Plain => Math.Max(0, Halvings - MaxBlocks);

    /// <summary>From the image to the first block: 3x3, or strided convolutions where the image is large.</summary>
    internal IEnumerable<(string, Module<Tensor, Tensor>)> Stem(long channels)
    {
        if (Plain == 0)
        {
            return Conv.Layers(channels, Options.JudgeMapsAt(Halvings), 3, "0", normed: false);
        }
        return Enumerable
            .Range(0, Plain)
            .SelectMany(i =>
                Conv.Halving(
                    i == 0 ? channels : Options.JudgeMapsAt(Halvings - i),
                    Options.JudgeMapsAt(Halvings - i - 1),
                    Sides[i],
                    $"{i}",
                    normed: i > 0
                )
            );
    }

    /// <summary>The blocks behind it.</summary>
    internal IEnumerable<Module<Tensor, Tensor>> Blocks() =>
        Enumerable
            .Range(Plain, Halvings - Plain)
            .Select(i =>
                (Module<Tensor, Tensor>)
                    new FastGanDownBlock(
                        Conv,
                        Options.JudgeMapsAt(Halvings - i),
                        Options.JudgeMapsAt(Halvings - i - 1),
                        Sides[i]
                    )
            );

    /// <summary>From the halved image: strided convolutions alone.</summary>
    internal IEnumerable<(string, Module<Tensor, Tensor>)> Small(long channels)
    {
        if (Halvings == 1)
        {
            return Conv.Layers(channels, Options.SmallMapsAt(0), 3, "1", normed: false);
        }
        return Enumerable
            .Range(1, Halvings - 1)
            .SelectMany(i =>
                Conv.Halving(
                    i == 1 ? channels : Options.SmallMapsAt(Halvings - i),
                    Options.SmallMapsAt(Halvings - i - 1),
                    Sides[i],
                    $"{i}",
                    normed: i > 1
                )
            );
    }
}
