using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// How far a network has grown. The level is a number: 2 is the third resolution, and 2.25 the same while the fourth
/// fades in with a share of 0.25.
/// </summary>
internal sealed class GrowthCourse(ProGanOptions options, GrowthShape shape)
{
    /// <summary>Name of the buffer that holds the level: a file of a network that grew knows how far.</summary>
    internal const string Buffer = "level";

    /// <summary>Fully grown, for a network that no training tells the moment.</summary>
    internal Tensor Grown() => tensor((double)shape.Top).DetachFromDisposeScope();

    /// <summary>The level at a moment.</summary>
    internal double At(TrainingMoment moment)
    {
        var first = First();
        var phases = shape.Top - first;
        if (phases == 0)
        {
            return shape.Top;
        }
        var (stage, fade) = Phase(moment, phases);
        double images = Math.Max(0, moment.Images);
        var past = Math.Floor(images / (stage + fade));
        if (!(past < phases))
        {
            return shape.Top;
        }
        var fading = images - past * (stage + fade) - stage;
        return first + past + (fading > 0 ? fading / fade : 0);
    }

    /// <summary>The resolution that is whole, and the share of the next one.</summary>
    internal static (int Whole, double Share) Split(Tensor level)
    {
        var value = level.item<double>();
        var whole = Math.Floor(value);
        return ((int)whole, value - whole);
    }

    /// <summary>A number that changes when a resolution begins to fade in, and when it is whole.</summary>
    internal static long Stage(Tensor level)
    {
        var (whole, share) = Split(level);
        return (2L * whole) + (share > 0 ? 1 : 0);
    }

    internal void Set(Tensor level, TrainingMoment moment)
    {
        using var _ = no_grad();
        level.fill_(At(moment));
    }

    // Images of stabilising and of fading.
    private (double Stage, double Fade) Phase(TrainingMoment moment, int phases)
    {
        if (options is { StageImages: { } stage, FadeImages: { } fade })
        {
            return (Math.Max(1, stage), Math.Max(0, fade));
        }
        var images = options.GrownAt * moment.Steps * moment.BatchSize / phases;
        return (images / 2, images / 2);
    }

    private int First()
    {
        var first = 0;
        while (first < shape.Top && Math.Min(shape.Sides[first].Height, shape.Sides[first].Width) < options.From)
        {
            first++;
        }
        return first;
    }
}
