namespace Gan.Losses.Tests;

/// <summary>Contexts of generator updates, with features that are the samples themselves.</summary>
internal static class GeneratorContexts
{
    public static GeneratorPenaltyContext Of(
        Tensor fake,
        Tensor? real = null,
        Tensor? latents = null,
        Func<Tensor, Tensor>? generator = null,
        int seed = 9,
        PenaltyMemory? memory = null,
        Func<Tensor, Tensor>? auxiliary = null,
        Tensor? condition = null
    ) =>
        new()
        {
            Auxiliary = auxiliary ?? (x => x),
            Condition = condition,
            Latents = latents ?? zeros_like(fake),
            Fake = fake,
            FakeScores = fake.flatten(1).sum(1),
            Real = real ?? fake,
            Generator = generator ?? (z => z),
            Critic = x => x.flatten(1).sum(1),
            Features = x => x,
            Memory = memory ?? new PenaltyMemory(),
            Random = new torch.Generator((ulong)seed),
        };

    /// <summary>Those of a generator as a function of latents.</summary>
    public static GeneratorPenaltyContext Of(
        Func<Tensor, Tensor> generator,
        Tensor latents,
        int seed = 9,
        PenaltyMemory? memory = null
    ) => Of(generator(latents), latents: latents, generator: generator, seed: seed, memory: memory);
}
