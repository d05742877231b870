namespace Gan.Monitoring;

/// <summary>A picture of the timeline.</summary>
internal sealed record Frame(long Step, Picture Picture);

/// <summary>Pictures from the course of a training, never more bytes than allowed: beyond, every second one is left
/// out, and later ones come half as often.</summary>
internal sealed class Timeline(int moments, long maxBytes)
{
    private readonly List<Frame> frames = [];
    private double moment = -1;
    private double pace = moments;

    public IReadOnlyList<Frame> Frames => frames;

    public bool IsDue(long step, long steps)
    {
        var now = Moment(step, steps);
        var wentBack = frames.Count > 0 && step < frames[^1].Step;
        return now > moment || (wentBack && now != moment);
    }

    public void Add(long step, long steps, Picture picture)
    {
        frames.RemoveAll(frame => frame.Step >= step); // behind a checkpoint that the training went back to
        frames.Add(new(step, picture));
        if (frames.Count >= 3 && frames.Sum(frame => frame.Picture.Bytes) > maxBytes)
        {
            Thin();
        }
        moment = Moment(step, steps);
    }

    private double Moment(long step, long steps) => Math.Floor(step * pace / steps);

    // The first and the last picture stay.
    private void Thin()
    {
        Frame[] half = [.. frames.Where((_, i) => i % 2 == 0 || i == frames.Count - 1)];
        frames.Clear();
        frames.AddRange(half);
        pace /= 2;
    }
}
