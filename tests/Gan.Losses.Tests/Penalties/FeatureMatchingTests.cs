namespace Gan.Losses.Tests.Penalties;

public sealed class FeatureMatchingTests
{
    [Fact]
    public void Only_the_means_of_the_features_are_compared()
    {
        // f(x) = x: means (2, 3) and (0, 1), two apart in both entries
        var context = GeneratorContexts.Of(
            Tensors.Leaf([-5, 1, 5, 1], shape: [2, 2]),
            Tensors.Make([1, 2, 3, 4], shape: [2, 2])
        );
        new FeatureMatching(Lambda: 0.5).Penalty(context).Value().Should().Be(0.5 * 8);
    }

    [Fact]
    public void Gradient_reaches_the_generated_samples_alone()
    {
        var fake = Tensors.Leaf([0, 0], shape: [2, 1]);
        var real = Tensors.Leaf([1, 2], shape: [2, 1]);
        new FeatureMatching().Penalty(GeneratorContexts.Of(fake, real)).backward();
        fake.grad!.Values().Should().Equal(-1.5, -1.5);
        real.grad.Should().BeNull();
    }

    [Fact]
    public void A_discriminator_without_features_is_named()
    {
        var context = PenaltyContext.ForGenerator(
            new Judged(ones(1), ones(1), () => throw new InvalidOperationException("not asked for"), ones(1))
            {
                Latents = ones(1),
            },
            x => x,
            z => z,
            new torch.Generator(1)
        );
        var penalise = () => new FeatureMatching().Penalty(context);
        penalise
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("This penalty reads the discriminator's features, but the discriminator gives none.*");
        new FeatureMatching(-1).Problems().Should().Equal("Lambda must be at least 0, but was -1.");
    }
}
