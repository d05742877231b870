namespace Gan;

/// <summary>How often an image is halved on the way to the middle of the network, and what is left there.</summary>
internal readonly record struct DcganShape(int Halvings, long Height, long Width)
{
    /// <summary>The paper's layout halves while both sides stay even and at least 4: 64 gives 4x4 after four, 28 gives 7x7 after two.</summary>
    internal static DcganShape Of(IReadOnlyList<long> shape, DcganLayout layout)
    {
        var (h, w) = (shape[1], shape[2]);
        var most = layout == DcganLayout.Paper ? int.MaxValue : 2;
        var halvings = 0;
        while (halvings < most && h % 2 == 0 && w % 2 == 0 && (h / 2 >= 4 || layout != DcganLayout.Paper) && (w / 2 >= 4 || layout != DcganLayout.Paper))
        {
            (h, w) = (h / 2, w / 2);
            halvings++;
        }
        return new(halvings, h, w);
    }
}
