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
    public required Tensor Fake { get; init => field = value.detach(); }

    /// <summary>Scores of <see cref="Real"/>, [N], with their graph.</summary>
    public required Tensor RealScores { get; init; }

    /// <summary>Scores of <see cref="Fake"/>, [N], with their graph.</summary>
    public required Tensor FakeScores { get; init; }

    /// <summary>The labels of the batch, int64 [N]; null without conditioning.</summary>
    public Tensor? Condition { get; init; }

    /// <summary>The discriminator as a function: samples [N, …sample shape] to scores [N], under <see cref="Condition"/>.</summary>
    public required Func<Tensor, Tensor> Critic { get; init; }

    /// <summary>Where a penalty draws its random numbers: seeded for this update, and shared by its penalties.</summary>
    public required torch.Generator Random { get; init; }
}
