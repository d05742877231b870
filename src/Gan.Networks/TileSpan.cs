using static TorchSharp.torch;

namespace Gan;

/// <summary>A tile along one axis of an image: what is made of it, and what the network sees for that.</summary>
internal readonly record struct TileSpan(long From, long To, long SeenFrom, long SeenTo)
{
    /// <summary>Tiles that cover an axis.</summary>
    /// <param name="length">Pixels of the axis.</param>
    /// <param name="tile">Pixels of a tile; the last one may have fewer.</param>
    /// <param name="overlap">Pixels seen on either side, where the image has them.</param>
    internal static IEnumerable<TileSpan> Of(long length, long tile, long overlap)
    {
        for (long from = 0; from < length; from += tile)
        {
            var to = Math.Min(length, from + tile);
            yield return new(from, to, Math.Max(0, from - overlap), Math.Min(length, to + overlap));
        }
    }

    /// <summary>What the network sees of the input.</summary>
    internal Tensor Seen(Tensor input, long axis) => input.narrow(axis, SeenFrom, SeenTo - SeenFrom);

    /// <summary>What counts of what the network made of it.</summary>
    internal Tensor Inner(Tensor made, long axis, long scale) =>
        made.narrow(axis, scale * (From - SeenFrom), scale * (To - From));

    /// <summary>Where that goes in the whole.</summary>
    internal Tensor Place(Tensor whole, long axis, long scale) => whole.narrow(axis, scale * From, scale * (To - From));
}
