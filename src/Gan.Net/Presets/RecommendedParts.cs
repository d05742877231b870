using Gan.Data;
using Gan.Losses;

namespace Gan;

/// <summary>What a recommendation decides beside the networks, each with its reason.</summary>
internal static class RecommendedParts
{
    private const long FewestPerClass = 100;
    private const double FewPasses = 20;
    private const double PixelsPerMinute = 1e8; // that two cores train on, roughly, at either width

    /// <summary>How labels enter; null leaves them alone.</summary>
    internal static ProjectionConditioning? Labels(IDataset data, List<string> reasons)
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
                $"no labels: the smallest of the {classes} classes has {fewest} images, and fewer than "
                    + $"{FewestPerClass} are too few to learn a class by"
            );
            return null;
        }
        reasons.Add(
            $"the {classes} labels by projection and conditional batch normalisation: samples can be asked by them"
        );
        return new ProjectionConditioning();
    }

    /// <summary>Random changes in front of the discriminator.</summary>
    internal static IReadOnlyList<IAugmentation> Changes(IDataset data, double minutes, List<string> reasons)
    {
        var pixels = data.SampleShape[1] * data.SampleShape[2];
        var passes = minutes * PixelsPerMinute / pixels / data.Count;
        if (passes < FewPasses)
        {
            reasons.Add(
                $"no augmentation: {minutes:0.#} minutes show each of {data.Count:N0} images about {passes:0.#} times"
            );
            return [];
        }
        reasons.Add(
            $"DiffAugment: {minutes:0.#} minutes would show each of {data.Count:N0} images about {passes:N0} times, "
                + "and a discriminator would learn them by heart"
        );
        return [new DiffAugment()];
    }
}
