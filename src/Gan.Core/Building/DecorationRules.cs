using System.Globalization;
using Gan.Losses;

namespace Gan;

/// <summary>What can be said of packing, several discriminators, augmentation and heads before a network is
/// made.</summary>
internal static class DecorationRules
{
    internal static IEnumerable<string> Check(GanSettings s) => [.. Packing(s), .. Augmentation(s), .. Several(s)];

    private static IEnumerable<string> Packing(GanSettings s)
    {
        var batch = s.Training.BatchSize;
        if (s.PackSize < 1)
        {
            yield return $"WithPacking: samples must be at least 1, but was {s.PackSize}.";
        }
        else if (s.PackSize > batch)
        {
            yield return $"A pack of {s.PackSize} samples is larger than BatchSize {batch}. Take a smaller pack or a "
                + "larger batch.";
        }
        else if (batch % s.PackSize != 0)
        {
            yield return $"BatchSize {batch} is not a multiple of the pack's {s.PackSize} samples. Take BatchSize "
                + $"{batch / s.PackSize * s.PackSize} or {(batch / s.PackSize + 1) * s.PackSize}.";
        }
        if (s.PackSize > 1 && s.Conditioning is { ReadsFeatures: true })
        {
            yield return $"{s.Conditioning.GetType().Name} reads each sample's features, but packing judges "
                + $"{s.PackSize} samples together. Leave WithPacking "
                + $"out{(s.DataCondition.Classes > 0 ? ", or use LabelConcatenation or LabelEmbedding" : "")}.";
        }
    }

    private static IEnumerable<string> Augmentation(GanSettings s)
    {
        foreach (var problem in s.Augmentations.SelectMany(a => a.Problems(s.SampleShape)))
        {
            yield return problem;
        }
        foreach (var problem in s.AdaptiveStrength?.Problems() ?? [])
        {
            yield return problem;
        }
        if (s.AdaptiveStrength is null)
        {
            yield break;
        }
        if (!s.Augmentations.Any(a => a.Adapts))
        {
            yield return "WithAdaptiveStrength adapts augmentations, but none is there that adapts. Add one: "
                + "AddAugmentation(new AdaptivePolicy()).";
        }
        if (s.Loss.EstimatesWasserstein || s.Loss is RelativisticAverageLoss or RelativisticPairedLoss)
        {
            yield return "WithAdaptiveStrength reads the sign of real scores as overfitting, but the scores of a "
                + $"{s.Loss.GetType().Name} have no zero. Use WithVanilla() or WithHinge(), or leave it out.";
        }
        if (s.Loss is LeastSquaresLoss squares && squares.A + squares.B != 0)
        {
            yield return "WithAdaptiveStrength reads the sign of real scores as overfitting, but the targets of this "
                + "LeastSquaresLoss do not lie around zero. Use WithLsgan(LeastSquaresLoss.MinusOneOneZero), "
                + "or leave it out.";
        }
    }

    private static IEnumerable<string> Several(GanSettings s)
    {
        if (s.Loss is MultipleDiscriminatorLoss && s.DiscriminatorCount == 1)
        {
            yield return "MultipleDiscriminatorLoss weighs several discriminators, but there is one. Add "
                + "WithDiscriminators(2) or more, or take the inner loss.";
        }
        if (s.Conditioning is AuxiliaryClassifier or ProjectionConditioning && s.DataCondition.Classes == 1)
        {
            yield return $"{s.Conditioning.GetType().Name} tells classes apart, but the data set '{s.DataSet}' has "
                + "one class. Leave WithConditioning out.";
        }
        if (
            s.Conditioning is AuxiliaryClassifier or ProjectionConditioning or LabelConcatenation or LabelEmbedding
            && s.DataCondition.Kind == ConditionKind.Vector
        )
        {
            yield return $"{s.Conditioning.GetType().Name} takes labels, but the data set '{s.DataSet}' has vectors "
                + $"of {s.DataCondition.Width} numbers. Use VectorConcatenation({s.DataCondition.Width}).";
        }
        if (s.Conditioning is VectorConcatenation && s.DataCondition.Classes > 0)
        {
            yield return $"VectorConcatenation takes vectors, but the data set '{s.DataSet}' has labels. Use "
                + "LabelEmbedding, or put vectors beside the samples with ConditionedDataset.";
        }
        if (
            s.Conditioning is VectorConcatenation vector
            && s.DataCondition.Kind == ConditionKind.Vector
            && vector.Size != s.DataCondition.Width
        )
        {
            yield return $"VectorConcatenation.Size is {vector.Size}, but the data set '{s.DataSet}' has vectors of "
                + $"{s.DataCondition.Width} numbers. Make them equal.";
        }
        var scores = s.Training.BatchSize / Math.Max(1, s.PackSize);
        if (
            s.Loss is LabelFlipping flipping
            && flipping.Share > 0
            && Math.Round(flipping.Share * scores, MidpointRounding.AwayFromZero) == 0
        )
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"LabelFlipping.Share {flipping.Share} of {scores} scores is less than half a score, so "
                    + $"that nothing would be flipped. Take a larger share or batch."
            );
        }
        if (s.DiscriminatorCount > 1 && s.Conditioning is { ReadsFeatures: true })
        {
            yield return $"{s.Conditioning.GetType().Name} has one head on the features of all "
                + $"{s.DiscriminatorCount} discriminators, which would no longer be independent. Use "
                + "LabelConcatenation or LabelEmbedding, or one discriminator.";
        }
        if (s.DiscriminatorCount < 1)
        {
            yield return $"WithDiscriminators: count must be at least 1, but was {s.DiscriminatorCount}.";
        }
    }
}
