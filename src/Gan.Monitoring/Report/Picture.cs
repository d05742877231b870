using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>A PNG as text that a page can hold.</summary>
/// <param name="Source">A data URI.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Bytes">Size of the PNG.</param>
/// <param name="HasAlpha">Whether something in it may be clear.</param>
internal sealed record Picture(string Source, int Width, int Height, long Bytes, bool HasAlpha = false)
{
    // Enlarged, smaller ones show their pixels instead of a blur.
    private const int Small = 420;

    public bool IsSmall => Width < Small;

    public static Picture Of(PngImage image)
    {
        var memory = new MemoryStream();
        image.Save(memory);
        var text = Convert.ToBase64String(memory.GetBuffer(), 0, (int)memory.Length);
        return new($"data:image/png;base64,{text}", image.Width, image.Height, memory.Length, image.Channels == 4);
    }

    /// <summary>One sample [C, H, W] without an edge; its planes with edges between them.</summary>
    /// <param name="sample">Floats in [−1, 1].</param>
    /// <param name="planes">Whether each channel is a picture.</param>
    /// <param name="provenance">Of a generated sample; null for a real one.</param>
    public static Picture Of(Tensor sample, bool planes, Provenance? provenance)
    {
        using var _ = NewDisposeScope();
        if (planes)
        {
            return Of(SampleGrid.Draw(sample.unsqueeze(0), planes: true).From(provenance));
        }
        var shape = sample.shape;
        var pixels = SampleGrid.Bytes(sample.unsqueeze(0));
        return Of(new PngImage((int)shape[2], (int)shape[1], (int)shape[0], pixels).From(provenance));
    }
}
