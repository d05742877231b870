namespace Gan.Losses;

/// <summary>What stands in a context for something that its maker left out: a sentence instead of a null
/// reference.</summary>
internal static class AbsentPart
{
    internal static Tensor Features(Tensor samples) =>
        throw new InvalidOperationException(
            "This penalty reads the discriminator's features, but the discriminator gives none. Set "
                + "Features in the context; a trainer's discriminator must give them."
        );

    internal static Tensor Auxiliary(Tensor samples) =>
        throw new InvalidOperationException(
            "This penalty reads the discriminator's auxiliary head, but there is none. Use a conditioning "
                + "that brings one, such as AuxiliaryClassifier."
        );

    internal static IReadOnlyList<Reconstruction> Decoders(Tensor samples) => throw NoDecoders();

    internal static InvalidOperationException NoDecoders() =>
        new(
            "This penalty reads the discriminator's decoders, but it has none. Use a network that brings them, such as "
                + "FastGanOptions, or override Reconstruct."
        );

    internal static Tensor Generator(Tensor latents) => throw NoGenerator();

    internal static InvalidOperationException NoGenerator() =>
        new(
            "This penalty needs the generator and the latents of the batch. "
                + "Set PenaltyContext.Generator and Judged.Latents, or, in a game without latents, leave the "
                + "penalty out."
        );
}
