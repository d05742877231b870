using TorchSharp.Modules;

namespace Gan.Losses;

/// <summary>
/// What one update knows, as a penalty sees it. <see cref="ForDiscriminator"/> and <see cref="ForGenerator"/> make one;
/// what they do not take is set by <c>with { … }</c>.
/// </summary>
public sealed record PenaltyContext
{
    private PenaltyContext(Judged judged) => Judged = judged;

    /// <summary>The batch with its scores.</summary>
    public Judged Judged { get; }

    /// <summary>Real samples [N, …sample shape]; in a generator's update those of the last real batch.</summary>
    public Tensor Real => Judged.Real;

    /// <summary>
    /// Generated samples [N, …sample shape]. In a discriminator's update they have no graph, because its objective has
    /// no business in the generator's weights; in a generator's update they have one.
    /// </summary>
    public Tensor Fake => Judged.Fake;

    /// <summary>Scores of <see cref="Real"/> with their graph, [N]; computed at the first call in a generator's
    /// update.</summary>
    public Tensor RealScores => Judged.RealScores;

    /// <summary>Scores of <see cref="Fake"/> with their graph, [N].</summary>
    public Tensor FakeScores => Judged.FakeScores;

    /// <summary>The latents that <see cref="Fake"/> was made from, [N, latent size].</summary>
    /// <exception cref="InvalidOperationException">The maker of the context knows none.</exception>
    public Tensor Latents => Judged.Latents ?? throw AbsentPart.NoGenerator();

    /// <summary>The condition of the batch (labels, int64 [N], or vectors, float [N, K]); null without
    /// conditioning.</summary>
    public Tensor? Condition => Judged.Condition;

    /// <summary>
    /// The discriminator as a function: samples [N, …sample shape] to scores [N], under <see cref="Condition"/>. Its
    /// weights are frozen in a generator's update.
    /// </summary>
    public Func<Tensor, Tensor> Discriminator { get; private init; } = null!; // both ways to make a context set it

    /// <summary>
    /// The generator as a function: latents [N, latent size] to samples [N, …sample shape], under
    /// <see cref="Condition"/>; fewer latents are those of the first conditions. Without gradient in a discriminator's
    /// update.
    /// </summary>
    public Func<Tensor, Tensor> Generator { get; init; } = AbsentPart.Generator;

    /// <summary>
    /// The generator's first half as a function, where it maps latents to styles: the first n latents of the batch
    /// [n, latent size], or others under their conditions, to styles [n, L, w]. Null for other generators.
    /// </summary>
    public Func<Tensor, Tensor>? Styles { get; init; }

    /// <summary>Its second half: styles [n, L, w] to samples [n, …sample shape]. Null where <see cref="Styles"/>
    /// is.</summary>
    public Func<Tensor, Tensor>? Synthesise { get; init; }

    /// <summary>The discriminator's last hidden layer as a function: samples [N, …] to features [N, F].</summary>
    public Func<Tensor, Tensor> Features { get; init; } = AbsentPart.Features;

    /// <summary>The discriminator's auxiliary head as a function: samples [N, …] to its outputs [N, K] (class logits of
    /// AC-GAN, codes of InfoGAN).</summary>
    public Func<Tensor, Tensor> Auxiliary { get; init; } = AbsentPart.Auxiliary;

    /// <summary>The discriminator's decoders as a function: samples [N, …] to what each decoder makes of the feature
    /// maps, beside what it should make.</summary>
    public Func<Tensor, IReadOnlyList<Reconstruction>> Reconstruct { get; init; } = AbsentPart.Decoders;

    /// <summary>The parameters of the network whose update it is.</summary>
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    /// <summary>What this penalty remembers between updates.</summary>
    public PenaltyMemory Memory { get; init; } = new();

    /// <summary>Where a penalty draws its random numbers: seeded for this update.</summary>
    public torch.Generator Random { get; private init; } = null!;

    /// <summary>The context of a discriminator's update.</summary>
    /// <param name="judged">The batch with its scores; the graph of its generated samples is left out.</param>
    /// <param name="discriminator">Samples [N, …sample shape] to scores [N].</param>
    /// <param name="random">Where penalties draw.</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public static PenaltyContext ForDiscriminator(
        Judged judged,
        Func<Tensor, Tensor> discriminator,
        torch.Generator random
    )
    {
        ArgumentNullException.ThrowIfNull(judged);
        var apart = judged.Fake.requires_grad
            ? new Judged(judged.Real, judged.Fake.detach(), () => judged.RealScores, judged.FakeScores)
            {
                Latents = judged.Latents,
                Condition = judged.Condition,
            }
            : judged;
        return Of(apart, discriminator, random);
    }

    /// <summary>The context of a generator's update.</summary>
    /// <param name="judged">The batch with its scores; its generated samples have their graph.</param>
    /// <param name="discriminator">Samples [N, …sample shape] to scores [N], with frozen weights.</param>
    /// <param name="generator">Latents [N, latent size] to samples [N, …sample shape].</param>
    /// <param name="random">Where penalties draw.</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public static PenaltyContext ForGenerator(
        Judged judged,
        Func<Tensor, Tensor> discriminator,
        Func<Tensor, Tensor> generator,
        torch.Generator random
    )
    {
        ArgumentNullException.ThrowIfNull(judged);
        ArgumentNullException.ThrowIfNull(generator);
        return Of(judged, discriminator, random) with { Generator = generator };
    }

    private static PenaltyContext Of(Judged judged, Func<Tensor, Tensor> discriminator, torch.Generator random)
    {
        ArgumentNullException.ThrowIfNull(discriminator);
        ArgumentNullException.ThrowIfNull(random);
        return new(judged) { Discriminator = discriminator, Random = random };
    }
}
