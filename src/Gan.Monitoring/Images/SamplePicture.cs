using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>The picture of a training's samples from fixed latents:
/// images as a grid, points of the plane over real ones.</summary>
internal sealed class SamplePicture : IDisposable
{
    private const int RealPoints = 2000;
    private const int MinPoints = 1000;

    private readonly int count;
    private readonly ulong seed;
    private readonly Tensor? realPoints;

    /// <exception cref="NotSupportedException">The game has no generator, or samples of this shape cannot be
    /// drawn.</exception>
    public SamplePicture(TrainingContext context, int count, ulong seed, string callback = "callback")
    {
        this.count = count;
        this.seed = seed;
        if (!context.MakesSamples)
        {
            var names = string.Join(", ", context.Players.Select(player => player.Name));
            throw new NotSupportedException(
                $"None of the game's players ({names}) makes samples (a GeneratorNetwork), so that none can be drawn. "
                    + $"Leave the {callback} out."
            );
        }
        var shape = context.Data.SampleShape;
        if (!CanDraw(shape))
        {
            throw new NotSupportedException(
                $"Samples of shape {ShapeText.Of(shape)} cannot be drawn: images [1, H, W] or [3, H, "
                    + $"W] and points [2] can. Leave the {callback} out."
            );
        }
        if (shape is [2])
        {
            realPoints = ReadPoints(context);
        }
    }

    public static bool CanDraw(IReadOnlyList<long> shape) => shape is [2] or [1 or 3, _, _];

    public PngImage Draw(TrainingContext context)
    {
        using var _ = NewDisposeScope();
        return realPoints is null
            ? SampleGrid.Draw(context.Views(count, seed))
            : PointPlot.Draw(context.Sample(Math.Max(count, MinPoints), seed: seed), realPoints);
    }

    public void Dispose() => realPoints?.Dispose();

    private static Tensor ReadPoints(TrainingContext context)
    {
        using var _ = NewDisposeScope();
        var batch = context.Data.Read(arange(Math.Min(RealPoints, context.Data.Count)), CPU);
        return batch.Samples.DetachFromDisposeScope();
    }
}
