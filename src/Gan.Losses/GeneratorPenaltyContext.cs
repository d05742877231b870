using TorchSharp.Modules;

namespace Gan.Losses;

/// <summary>What one generator update knows, as a penalty sees it. The discriminator is frozen: only the generator's
/// weights get gradients.</summary>
public sealed class GeneratorPenaltyContext
{
    /// <summary>The latents that <see cref="Fake"/> was made from, [N, latent size].</summary>
    public required Tensor Latents { get; init; }

    /// <summary>The generated batch with its graph to the generator's weights, [N, …sample shape].</summary>
    public required Tensor Fake { get; init; }

    /// <summary>Scores of <see cref="Fake"/> with their graph, [N].</summary>
    public required Tensor FakeScores { get; init; }

    /// <summary>The last real batch, [N, …sample shape].</summary>
    public required Tensor Real { get; init; }

    /// <summary>The condition of the generated batch (labels, int64 [N], or vectors, float [N, K]); null without
    /// conditioning.</summary>
    public Tensor? Condition { get; init; }

    /// <summary>The generator as a function of latents, under <see cref="Condition"/>: [N, latent size] to [N, …sample
    /// shape].</summary>
    public required Func<Tensor, Tensor> Generator { get; init; }

    /// <summary>The discriminator as a function: samples to scores, under <see cref="Condition"/>.</summary>
    public required Func<Tensor, Tensor> Critic { get; init; }

    /// <summary>The discriminator's last hidden layer as a function: samples [N, …] to features [N, F].</summary>
    public Func<Tensor, Tensor> Features { get; init; } = Missing.Features;

    /// <summary>The discriminator's auxiliary head as a function: samples [N, …] to its outputs [N, K] (class logits of
    /// AC-GAN, codes of InfoGAN).</summary>
    public Func<Tensor, Tensor> Auxiliary { get; init; } = Missing.Auxiliary;

    /// <summary>The generator's parameters.</summary>
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    /// <summary>What this penalty remembers between updates.</summary>
    public PenaltyMemory Memory { get; init; } = new();

    /// <summary>Where a penalty draws its random numbers: seeded for this update.</summary>
    public required torch.Generator Random { get; init; }
}
