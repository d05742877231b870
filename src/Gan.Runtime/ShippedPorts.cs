using Microsoft.ML.OnnxRuntime;

namespace Gan.Runtime;

/// <summary>What a generator's file reads and makes must be what its metadata says: no array is made by a shape that the
/// network contradicts.</summary>
internal static class ShippedPorts
{
    internal const string Latent = "latent";
    internal const string Label = "label";
    internal const string Condition = "condition";
    internal const string Truncation = "truncation";

    /// <exception cref="InvalidDataException">Network and metadata do not fit.</exception>
    internal static void Require(InferenceSession session, ShippedCard card)
    {
        var inputs = session.InputMetadata;
        if (!inputs.All(input => Fits(input.Key, input.Value, card)) || !inputs.ContainsKey(Latent))
        {
            throw card.Bad($"its inputs are not those of a generator of latents [N, {card.LatentSize}]");
        }
        if (
            (inputs.ContainsKey(Label) && card.Classes < 1) || (inputs.ContainsKey(Condition) && card.ConditionSize < 1)
        )
        {
            throw card.Bad("it reads conditions that its metadata does not know");
        }
        if (!Is(session.OutputMetadata[session.OutputNames[0]], typeof(float), [-1, .. card.Shape]))
        {
            throw card.Bad($"it does not make samples {ShapeText.Of(card.Shape)}, as its metadata says");
        }
    }

    private static bool Fits(string name, NodeMetadata found, ShippedCard card) =>
        name switch
        {
            Latent => Is(found, typeof(float), [-1, card.LatentSize]),
            Label => Is(found, typeof(long), [-1]),
            Condition => Is(found, typeof(float), [-1, card.ConditionSize]),
            Truncation => Is(found, typeof(float), []),
            _ => false,
        };

    private static bool Is(NodeMetadata found, Type type, ReadOnlySpan<long> shape)
    {
        if (!found.IsTensor || found.ElementType != type || found.Dimensions.Length != shape.Length)
        {
            return false;
        }
        var same = true;
        for (var axis = 0; axis < shape.Length; axis++)
        {
            same &= found.Dimensions[axis] == shape[axis];
        }
        return same;
    }
}
