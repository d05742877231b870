using Gan.Data;
using Gan.Losses;
using Gan.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Arguments;

/// <summary>
/// A setting out of range is no error where a part is made (docs/decisions/0021): the part lists it as a problem, and
/// its first use must throw.
/// </summary>
internal static class Parts
{
    /// <summary>What a part with problems passes without a word; null where its use throws, or it has none.</summary>
    internal static string? Silence(Makers makers, object? part)
    {
        if (part is null || !Problems(part).Any())
        {
            return null;
        }
        try
        {
            Use(makers, part);
            return $"{part} has problems and can be used all the same";
        }
        catch (GanConfigurationException)
        {
            return null;
        }
    }

    private static IEnumerable<Problem> Problems(object part) =>
        part switch
        {
            IGanLoss loss => loss.Problems(),
            IPenalty penalty => penalty.Problems(),
            IGeneratorPenalty penalty => penalty.Problems(),
            IParameterConstraint constraint => constraint.Problems(),
            IAugmentation augmentation => augmentation.Problems(),
            IConditioning conditioning => conditioning.Problems(),
            IRandomTransform transform => transform.Problems(),
            IPairing pairing => pairing.Problems(),
            IMaskDrawer drawer => drawer.Problems(),
            IReconstructionLoss term => term.Problems(),
            _ => [],
        };

    private static void Use(Makers makers, object part)
    {
        var scores = randn(8);
        switch (part)
        {
            case IGanLoss loss:
                loss.Discriminator(scores, scores);
                break;
            case IPenalty penalty:
                penalty.Penalty((PenaltyContext)makers.Make(typeof(PenaltyContext)));
                break;
            case IGeneratorPenalty penalty:
                penalty.Penalty((PenaltyContext)makers.Make(typeof(PenaltyContext)));
                break;
            case IParameterConstraint constraint:
                constraint.Apply([]);
                break;
            case IAugmentation augmentation:
                augmentation.Apply(randn(2, 1, 8, 8), new AugmentationContext(new Generator(1)));
                break;
            case IConditioning { ReadsFeatures: true } conditioning:
                conditioning.GeneratorEncoder(ConditionSpec.Labels(2));
                conditioning.AuxiliaryHead(3, ConditionSpec.Labels(2));
                break;
            case IConditioning conditioning:
                conditioning.GeneratorEncoder(ConditionSpec.Labels(2));
                break;
            case IRandomTransform transform:
                transform.Apply(randn(2, 1, 8, 8), new TransformRandom(1, 2));
                break;
            case IPairing pairing:
                pairing.Derive(randn(2, 1, 8, 8), new TransformRandom(1, 2));
                break;
            case IMaskDrawer drawer:
                drawer.Draw(8, new TransformRandom(1, 2));
                break;
            case IReconstructionLoss term:
                term.Distance(randn(2, 1, 16, 16), randn(2, 1, 16, 16));
                break;
        }
    }
}
