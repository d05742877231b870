using Gan.Data;
using Gan.Losses;

namespace Gan;

/// <summary>What docs/recommended.md found best, by the data and the time.</summary>
internal static class Recommendation
{
    private const long SmallSide = 32;
    private const long FewestPerClass = 100;
    private const double FewPasses = 20;
    private const double PixelsPerMinute = 1e8; // that two cores train on, roughly, at either width

    /// <summary>A preset for the data, with its reasons.</summary>
    internal static Preset For(IDataset data, double minutes) =>
        data.SampleShape.Count == 3 && !new DcganOptions().Problems(data.SampleShape).Any()
            ? ForImages(data, minutes)
            : ForVectors(data, minutes);

    private static Preset ForImages(IDataset data, double minutes)
    {
        var side = Math.Max(data.SampleShape[1], data.SampleShape[2]);
        var small = side <= SmallSide;
        var networks = new DcganOptions { FeatureMaps = small ? 16 : 32 };
        var reasons = new List<string>
        {
            $"a DCGAN of {networks.FeatureMaps} maps and the hinge loss, for images of {side} pixels: of all families "
                + "they came furthest in minutes on a processor",
        };
        var labels = ByLabel(data, reasons);
        return new Preset("recommended", new HingeLoss())
        {
            Networks = labels is null ? networks : networks with { ConditionalBatchNorm = true },
            Conditioning = labels,
            Optimizer = new AdamOptions(2e-4, 0, 0.9),
            BatchSize = (int)Math.Min(small ? 32 : 16, data.Count),
            Minutes = minutes,
            Augmentations = Changes(data, minutes, reasons),
            Reasons = reasons,
        };
    }

    private static ProjectionConditioning? ByLabel(IDataset data, List<string> reasons)
    {
        var classes = data.Condition.Classes;
        if (classes < 2)
        {
            return null;
        }
        var fewest = data.ClassCounts is { } counts && counts.Count == classes ? counts.Values.Min() : 0;
        if (fewest < FewestPerClass)
        {
            reasons.Add(
                $"no labels: the smallest of the {classes} classes has {fewest} images, and fewer than {FewestPerClass} "
                    + "are too few to learn a class by"
            );
            return null;
        }
        reasons.Add(
            $"the {classes} labels by projection and conditional batch normalisation: samples can be asked by them"
        );
        return new ProjectionConditioning();
    }

    private static IReadOnlyList<IAugmentation> Changes(IDataset data, double minutes, List<string> reasons)
    {
        var pixels = data.SampleShape[1] * data.SampleShape[2];
        var passes = minutes * PixelsPerMinute / pixels / data.Count;
        if (passes < FewPasses)
        {
            reasons.Add($"no augmentation: {data.Count:N0} images are seen about {passes:0.#} times each");
            return [];
        }
        reasons.Add(
            $"DiffAugment: {data.Count:N0} images are seen about {passes:N0} times each, and a discriminator would learn "
                + "them by heart"
        );
        return [new DiffAugment()];
    }

    private static Preset ForVectors(IDataset data, double minutes) =>
        new("recommended", new WassersteinLoss())
        {
            Networks = new MlpOptions(),
            Optimizer = new AdamOptions(1e-4, 0, 0.9),
            CriticSteps = 5,
            BatchSize = (int)Math.Min(64, data.Count),
            Penalties = [new(new GradientPenalty(10))],
            Minutes = minutes,
            Reasons =
            [
                $"fully connected networks for samples of {ShapeText.Of(data.SampleShape)}, and WGAN-GP, which needs no "
                    + "settings for the scale of the values",
            ],
        };
}
