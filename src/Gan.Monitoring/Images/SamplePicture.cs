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
    private readonly bool planes;
    private readonly Tensor? realPoints;

    /// <exception cref="NotSupportedException">The game has no generator, or samples of this shape cannot be
    /// drawn.</exception>
    public SamplePicture(TrainingContext context, int count, ulong seed, bool planes, string callback = "callback")
    {
        this.count = count;
        this.seed = seed;
        this.planes = planes;
        if (!context.MakesSamples)
        {
            var names = string.Join(", ", context.Players.Select(player => player.Name));
            throw new NotSupportedException(
                $"None of the game's players ({names}) makes samples (a GeneratorNetwork), so that none can be drawn. "
                    + $"Leave the {callback} out."
            );
        }
        var shape = context.Data.SampleShape;
        if (Obstacle(shape, count, planes) is { } obstacle)
        {
            throw new NotSupportedException($"{obstacle} Leave the {callback} out.");
        }
        if (shape is [2])
        {
            realPoints = ReadPoints(context);
        }
    }

    /// <summary>Why samples of a shape cannot be drawn, and how they can; null where they can.</summary>
    public static string? Obstacle(IReadOnlyList<long> shape, int count, bool planes)
    {
        if (shape is [2])
        {
            return null;
        }
        if (shape is not [var channels, var height, var width])
        {
            return Unknown(shape);
        }
        if (!planes && !GridLayout.HasColours(channels))
        {
            return $"{Unknown(shape)} With planes each channel is drawn as a grey picture of its own.";
        }
        var problem = GridLayout.Of([count, channels, height, width], columns: 0, planes).TooLarge();
        return problem is null ? null : $"{count} samples cannot be drawn: {problem}. Draw fewer.";
    }

    private static string Unknown(IReadOnlyList<long> shape) =>
        $"Samples of shape {ShapeText.Of(shape)} cannot be drawn: images [1, H, W], [3, H, W] and [4, H, W] and points "
        + "[2] can.";

    public PngImage Draw(TrainingContext context)
    {
        using var _ = NewDisposeScope();
        return realPoints is null
            ? SampleGrid.Draw(context.Views(count, seed), planes: planes).From(Provenance.Of(context))
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
