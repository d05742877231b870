namespace Gan;

/// <summary>What sizes a translator can make, in the sentences of all of them.</summary>
internal static class TranslatorShapes
{
    /// <summary>An output as large as the input, with sides that are multiples of a number.</summary>
    internal static IEnumerable<Problem> SameSides(
        string family,
        IReadOnlyList<long> input,
        IReadOnlyList<long> target,
        long multiple,
        long least = 1
    )
    {
        ArgumentNullException.ThrowIfNull(input, "inputShape");
        ArgumentNullException.ThrowIfNull(target, "targetShape");
        if (Images(family, input, target) is { } noImages)
        {
            return [noImages];
        }
        if (input[1] != target[1] || input[2] != target[2])
        {
            return
            [
                new Problem(
                    $"{family} makes images as large as its input, but the input is {Sides(input)} and the target "
                        + $"{Sides(target)}.",
                    "Use SrResNet or Rrdb to enlarge images, or resize one of them."
                ),
            ];
        }
        bool Fits(long side) => side % multiple == 0 && side >= least;
        if (!Fits(input[1]) || !Fits(input[2]))
        {
            var nearest = string.Join(" or ", ImageSides.Around(input, Fits));
            var first = (least + multiple - 1) / multiple * multiple;
            return
            [
                new Problem(
                    $"{family} needs height and width that are multiples of {multiple} from "
                        + $"{first} up, but the images are {Sides(input)}.",
                    nearest.Length > 0 ? $"Resize or pad them, to {nearest} for instance." : "Resize or pad them."
                ),
            ];
        }
        return [];
    }

    /// <summary>An output that is larger by one of some factors.</summary>
    internal static IEnumerable<Problem> Larger(
        string family,
        IReadOnlyList<long> input,
        IReadOnlyList<long> target,
        params ReadOnlySpan<long> scales
    )
    {
        ArgumentNullException.ThrowIfNull(input, "inputShape");
        ArgumentNullException.ThrowIfNull(target, "targetShape");
        if (Images(family, input, target) is { } noImages)
        {
            return [noImages];
        }
        foreach (var scale in scales)
        {
            if (target[1] == scale * input[1] && target[2] == scale * input[2])
            {
                return [];
            }
        }
        var nearest = scales[0];
        foreach (var scale in scales)
        {
            if (Math.Abs(scale * input[1] - target[1]) < Math.Abs(nearest * input[1] - target[1]))
            {
                nearest = scale;
            }
        }
        return
        [
            new Problem(
                $"{family} makes images {InvariantText.Join(" or ", scales.ToArray())} times as high and wide, "
                    + $"but is to make {Sides(target)} of {Sides(input)}.",
                $"It can make {nearest * input[1]}x{nearest * input[2]} of them."
            ),
        ];
    }

    private static Problem? Images(string family, IReadOnlyList<long> input, IReadOnlyList<long> target) =>
        input.Count == 3 && target.Count == 3
            ? null
            : $"{family} makes images [C, H, W] of images, but the shapes are {ShapeText.Of(input)} and "
                + $"{ShapeText.Of(target)}.";

    private static string Sides(IReadOnlyList<long> shape) => $"{shape[1]}x{shape[2]}";
}
