using TorchSharp.Modules;

namespace Gan.Losses;

/// <summary>What one discriminator update knows, as a penalty sees it.</summary>
public sealed class PenaltyContext
{
    /// <summary>The real batch, [N, …sample shape].</summary>
    public required Tensor Real { get; init; }

    /// <summary>
    /// The generated batch, [N, …sample shape]. It is detached on the way in, because the discriminator's objective has
    /// no business in the generator's weights.
    /// </summary>
    public required Tensor Fake
    {
        get;
        init => field = value.detach();
    }

    /// <summary>Scores of <see cref="Real"/>, [N], with their graph.</summary>
    public required Tensor RealScores { get; init; }

    /// <summary>Scores of <see cref="Fake"/>, [N], with their graph.</summary>
    public required Tensor FakeScores { get; init; }

    /// <summary>The condition of the batch (labels, int64 [N], or vectors, float [N, K]); null without
    /// conditioning.</summary>
    public Tensor? Condition { get; init; }

    /// <summary>The discriminator as a function: samples [N, …sample shape] to scores [N], under
    /// <see cref="Condition"/>.</summary>
    public required Func<Tensor, Tensor> Critic { get; init; }

    /// <summary>The latents that <see cref="Fake"/> was made from, [N, latent size]; null where the maker of the
    /// context knows none.</summary>
    public Tensor? Latents { get; init; }

    /// <summary>The generator as a function of latents, under <see cref="Condition"/> and without gradient: [N, latent
    /// size] to [N, …sample shape].</summary>
    public Func<Tensor, Tensor> Generator { get; init; } = Missing.Generator;

    /// <summary>The discriminator's last hidden layer as a function: samples [N, …] to features [N, F].</summary>
    public Func<Tensor, Tensor> Features { get; init; } = Missing.Features;

    /// <summary>The discriminator's auxiliary head as a function: samples [N, …] to its outputs [N, K] (class logits of
    /// AC-GAN, codes of InfoGAN).</summary>
    public Func<Tensor, Tensor> Auxiliary { get; init; } = Missing.Auxiliary;

    /// <summary>The discriminator's parameters.</summary>
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    /// <summary>What this penalty remembers between updates.</summary>
    public PenaltyMemory Memory { get; init; } = new();

    /// <summary>Where a penalty draws its random numbers: seeded for this update, and shared by its
    /// penalties.</summary>
    public required torch.Generator Random { get; init; }
}
