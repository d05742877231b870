namespace Gan;

/// <summary>The sides of an image on its way through a DCGAN, its kernels, and how wide it is in the middle.</summary>
internal sealed class DcganShape : HalvedSides
{
    private DcganShape(List<(long, long)> sides)
        : base(sides) { }

    /// <summary>
    /// The kernel between sides i and i + 1, for stride 2 and padding 1 in both directions: 4 over an even side, as in
    /// the paper, and 3 over an odd one, where 4 would not lead back to the same side.
    /// </summary>
    internal (long, long) Kernel(int i) => (4 - Sides(i).Height % 2, 4 - Sides(i).Width % 2);

    /// <summary>How many times as many maps as next to the image there are in the middle of the network.</summary>
    internal double Widening(DcganLayout layout, bool generator) =>
        layout switch
        {
            DcganLayout.Paper => 1L << (Halvings - 1),
            DcganLayout.Tutorial => generator ? 4 : 2,
            _ => generator ? 2 : 1,
        };

    /// <summary>The paper's layout halves until a side would fall below 4: 64 gives 4 after four halvings, 28 gives 4
    /// after three (28, 14, 7, 4). The others halve twice.</summary>
    internal static DcganShape Of(IReadOnlyList<long> shape, DcganLayout layout)
    {
        var sides = ImageSides.Halved(shape, layout == DcganLayout.Paper ? 4 : 1);
        return new(layout == DcganLayout.Paper ? sides : sides[..Math.Min(3, sides.Count)]);
    }
}
