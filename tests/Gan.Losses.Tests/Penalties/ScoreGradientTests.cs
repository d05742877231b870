namespace Gan.Losses.Tests.Penalties;

public sealed class ScoreGradientTests
{
    private static readonly Tensor W = Tensors.Make([1, 2]).DetachFromDisposeScope().requires_grad_();

    [Fact]
    public void Real_and_fake_of_different_shapes_are_refused_instead_of_broadcast()
    {
        var context = Tensors.Context(Tensors.Normal(1, 4, 2), Tensors.Normal(2, 1, 2), Critics.Linear(W));
        var penalise = () => new GradientPenalty().Penalty(context);
        penalise
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Real and generated samples must have the same shape, but have [4, 2] and [1, 2].*");
    }

    [Fact]
    public void A_critic_that_averages_its_scores_is_refused()
    {
        var context = Tensors.Context(
            Tensors.Normal(1, 4, 2),
            Tensors.Normal(2, 4, 2),
            x => Critics.Linear(W)(x).mean()
        );
        var penalise = () => new GradientPenalty().Penalty(context);
        penalise
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The critic must give one score for each of 4 samples, but gave the shape [].*");
    }

    [Fact]
    public void A_critic_without_gradient_is_refused()
    {
        var context = Tensors.Context(
            Tensors.Normal(1, 4, 2),
            Tensors.Normal(2, 4, 2),
            x => Critics.Linear(W)(x).detach()
        );
        var penalise = () => new GradientPenalty().Penalty(context);
        penalise.Should().Throw<InvalidOperationException>().WithMessage("*needs the gradient of the critic's scores*");
    }

    [Fact]
    public void A_critic_that_does_not_look_at_its_samples_is_refused()
    {
        var context = Tensors.Context(Tensors.Normal(1, 2, 2), Tensors.Normal(2, 2, 2), _ => W * 2);
        var penalise = () => new GradientPenalty().Penalty(context);
        penalise.Should().Throw<InvalidOperationException>().WithMessage("*compute the scores from the samples*");
    }

    [Fact]
    public void Of_a_map_of_patches_a_sample_s_score_is_the_mean()
    {
        using var scope = torch.NewDisposeScope();
        // a patch is a pixel times 3, so that each of 4 pixels of a sample has the slope 3/4 in the mean
        var context = Tensors.Context(Tensors.Normal(1, 5, 1, 2, 2), Tensors.Normal(2, 5, 1, 2, 2), x => 3 * x);
        new R1Penalty(Gamma: 2).Penalty(context).Value().Should().BeApproximately(4 * 0.75 * 0.75, 1e-12);
        new GradientPenalty(Lambda: 1).Penalty(context).Value().Should().BeApproximately(0.5 * 0.5, 1e-12);
    }
}
