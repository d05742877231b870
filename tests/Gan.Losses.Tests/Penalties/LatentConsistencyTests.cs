namespace Gan.Losses.Tests.Penalties;

public sealed class LatentConsistencyTests
{
    [Fact]
    public void A_linear_discriminator_pays_for_the_slope_of_its_score_in_the_latents()
    {
        // D(G(z)) = w·z: E[(w·Δ)²] = σ²‖w‖²; of 100,000 draws the standard error is 0.5 %
        var w = Tensors.Leaf([3, 4]);
        var penalty = new LatentConsistency(Sigma: 0.1, LambdaDiscriminator: 2).Penalty(
            Context(Critics.Linear(w), Tensors.Normal(1, 100_000, 2))
        );
        penalty.backward();
        penalty.Value().Should().BeApproximately(2 * 0.01 * 25, 0.015);
        w.grad!.Values()[0].Should().BeApproximately(2 * 0.01 * 6, 0.01);
    }

    [Fact]
    public void The_generator_is_rewarded_for_change()
    {
        var a = Tensors.Leaf([3]);
        IGeneratorPenalty term = new LatentConsistency(Sigma: 0.1, LambdaGenerator: 0.5);
        var penalty = term.Penalty(GeneratorContexts.Of(z => z * a, Tensors.Normal(1, 100_000, 2)));
        penalty.backward();
        penalty.Value().Should().BeApproximately(-0.5 * 9 * 0.01, 0.001);
        a.grad!.Values()[0].Should().BeApproximately(-0.5 * 6 * 0.01, 0.001);
    }

    [Fact]
    public void No_gradient_of_the_discriminators_term_reaches_the_generator()
    {
        var a = Tensors.Leaf([1, 2]);
        var w = Tensors.Leaf([3, 4]);
        new LatentConsistency().Penalty(Context(Critics.Linear(w), Tensors.Normal(1, 8, 2), z => z * a)).backward();
        a.grad.Should().BeNull();
        w.grad.Should().NotBeNull();
    }

    [Fact]
    public void A_context_without_latents_is_named()
    {
        var penalise = () =>
            new LatentConsistency().Penalty(
                Tensors.Context(Tensors.Normal(1, 4, 2), Tensors.Normal(2, 4, 2), x => x.sum(1))
            );
        penalise
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage(
                "This penalty needs the generator and the latents of the batch. "
                    + "Set PenaltyContext.Generator and Judged.Latents, or, in a game without latents, leave the "
                    + "penalty out."
            );
    }

    [Fact]
    public void Settings_out_of_range_are_refused_with_bound_and_value()
    {
        new LatentConsistency(Sigma: 0).Problems().Should().Equal("Sigma must be greater than 0, but was 0.");
        new LatentConsistency(LambdaDiscriminator: -1)
            .Problems()
            .Should()
            .Equal("LambdaDiscriminator must be at least 0, but was -1.");
        new LatentConsistency(LambdaGenerator: -1)
            .Problems()
            .Should()
            .Equal("LambdaGenerator must be at least 0, but was -1.");
    }

    private static PenaltyContext Context(
        Func<Tensor, Tensor> critic,
        Tensor latents,
        Func<Tensor, Tensor>? generator = null
    )
    {
        generator ??= z => z;
        var fake = generator(latents).detach();
        return PenaltyContext.ForDiscriminator(
            new Judged(fake, fake, critic(fake), critic(fake)) { Latents = latents },
            critic,
            new torch.Generator(2)
        ) with
        {
            Generator = generator,
        };
    }
}
