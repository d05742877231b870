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
        return new(
            $"data:image/png;base64,{Convert.ToBase64String(memory.GetBuffer(), 0, (int)memory.Length)}",
            image.Width,
            image.Height,
            memory.Length
        );
    }

    /// <summary>One sample [C, H, W] without an edge.</summary>
    public static Picture Of(Tensor sample)
    {
        using var _ = NewDisposeScope();
        var shape = sample.shape;
        return Of(new PngImage((int)shape[2], (int)shape[1], (int)shape[0], SampleGrid.Bytes(sample.unsqueeze(0))));
    }
}

/// <summary>A picture of the timeline.</summary>
internal sealed record Frame(long Step, Picture Picture);

/// <summary>Pictures from the course of a training, never more bytes than allowed: beyond, every second one is left
/// out, and later ones come half as often.</summary>
internal sealed class Timeline(int moments, long mostBytes)
{
    private readonly List<Frame> frames = [];
    private double moment = -1;
    private double pace = moments;

    public IReadOnlyList<Frame> Frames => frames;

    public bool IsDue(long step, long steps) =>
        Math.Floor(step * pace / steps) is var now
        && (now > moment || (frames.Count > 0 && step < frames[^1].Step && now != moment));

    public void Add(long step, long steps, Picture picture)
    {
        moment = Math.Floor(step * pace / steps);
        frames.RemoveAll(frame => frame.Step >= step); // behind a checkpoint that the training went back to
        frames.Add(new(step, picture));
        if (frames.Count < 3 || frames.Sum(frame => frame.Picture.Bytes) <= mostBytes)
        {
            return;
        }
        Frame[] kept = [.. frames.Where((_, i) => i % 2 == 0 || i == frames.Count - 1)];
        frames.Clear();
        frames.AddRange(kept);
        (pace, moment) = (pace / 2, Math.Floor(step * pace / 2 / steps));
    }
}
