using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>A PNG as text that a page can hold.</summary>
/// <param name="Source">A data URI.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Bytes">Size of the PNG.</param>
internal sealed record Picture(string Source, int Width, int Height, long Bytes)
{
    // Enlarged, smaller ones show their pixels instead of a blur.
    private const int Small = 420;

    public bool IsSmall => Width < Small;

    public static Picture Of(PngImage image)
    {
        var memory = new MemoryStream();
        image.Save(memory);
        var text = Convert.ToBase64String(memory.GetBuffer(), 0, (int)memory.Length);
        return new($"data:image/png;base64,{text}", image.Width, image.Height, memory.Length);
    }

    /// <summary>One sample [C, H, W] without an edge.</summary>
    public static Picture Of(Tensor sample)
    {
        using var _ = NewDisposeScope();
        var shape = sample.shape;
        var pixels = SampleGrid.Bytes(sample.unsqueeze(0));
        return Of(new PngImage((int)shape[2], (int)shape[1], (int)shape[0], pixels));
    }
}
