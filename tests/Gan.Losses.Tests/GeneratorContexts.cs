namespace Gan.Losses.Tests;

/// <summary>Contexts of generator updates, with features that are the samples themselves.</summary>
internal static class GeneratorContexts
{
    public static PenaltyContext Of(
        Tensor fake,
        Tensor? real = null,
        Tensor? latents = null,
        Func<Tensor, Tensor>? generator = null,
        int seed = 9,
        PenaltyMemory? memory = null,
        Func<Tensor, Tensor>? auxiliary = null,
        Tensor? condition = null
    ) =>
        PenaltyContext.ForGenerator(
            new Judged(
                real ?? fake,
                fake,
                () => throw new InvalidOperationException("not asked for"),
                fake.flatten(1).sum(1)
            )
            {
                Latents = latents ?? zeros_like(fake),
                Condition = condition,
            },
            x => x.flatten(1).sum(1),
            generator ?? (z => z),
            new torch.Generator((ulong)seed)
        ) with
        {
            Auxiliary = auxiliary ?? (x => x),
            Features = x => x,
            Memory = memory ?? new PenaltyMemory(),
        };

    /// <summary>Those of a generator as a function of latents.</summary>
    public static PenaltyContext Of(
        Func<Tensor, Tensor> generator,
        Tensor latents,
        int seed = 9,
        PenaltyMemory? memory = null
    ) => Of(generator(latents), latents: latents, generator: generator, seed: seed, memory: memory);
}
