namespace Gan.Losses.Tests;

public sealed class MultipleDiscriminatorLossTests
{
    private static readonly Tensor Real = Tensors.Make([2, -1, 0, 3, 1, 0.5], shape: [2, 3]).DetachFromDisposeScope();
    private static readonly double[] FakeScores = [0.3, 1, -2, 0.1, -0.7, 1.5];

    public static TheoryData<double> Lambdas => [0, 0.5, 1, 4];

    [Fact]
    public void Each_discriminator_is_judged_by_itself()
    {
        var fake = Tensors.Leaf(FakeScores, shape: [2, 3]);
        foreach (
            var inner in new IGanLoss[] { new NonSaturatingLoss(), new HingeLoss(), new RelativisticAverageLoss() }
        )
        {
            new MultipleDiscriminatorLoss(inner)
                .Discriminator(Real, fake)
                .Value()
                .Should()
                .BeApproximately(
                    Enumerable
                        .Range(0, 3)
                        .Average(k => inner.Discriminator(Real.select(1, k), fake.select(1, k)).Value()),
                    1e-14
                );
        }
    }

    [Theory, MemberData(nameof(Lambdas))]
    public void The_generator_faces_the_softmax_of_its_losses(double lambda)
    {
        double Softplus(double x) => Math.Log(1 + Math.Exp(x));
        double[] losses =
        [
            .. Enumerable.Range(0, 3).Select(k => (Softplus(-FakeScores[k]) + Softplus(-FakeScores[k + 3])) / 2),
        ];
        var weights = losses.Select(l => Math.Exp(lambda * l)).ToArray();
        var expected = losses.Zip(weights, (l, w) => l * w).Sum() / weights.Sum();
        Loss(lambda, FakeScores).Value().Should().BeApproximately(expected, 1e-14);
    }

    [Theory, MemberData(nameof(Lambdas))]
    public void The_generators_gradient_is_right_by_finite_differences(double lambda)
    {
        var fake = Tensors.Leaf(FakeScores, shape: [2, 3]);
        new MultipleDiscriminatorLoss(new NonSaturatingLoss(), lambda).Generator(fake, () => Real).backward();
        PyTorch
            .Error(fake.grad!.Values(), Differences.Of(FakeScores, s => Loss(lambda, s).Value()))
            .Should()
            .BeLessThan(1e-8);
    }

    [Fact]
    public void A_large_lambda_leaves_the_harshest_discriminator()
    {
        var worst = Enumerable
            .Range(0, 3)
            .Max(k =>
                new NonSaturatingLoss().Generator(Tensors.Make([FakeScores[k], FakeScores[k + 3]]), () => Real).Value()
            );
        Loss(1e4, FakeScores).Value().Should().BeApproximately(worst, 1e-12);
    }

    [Fact]
    public void Real_scores_are_computed_once_for_all_discriminators()
    {
        var asked = 0;
        new MultipleDiscriminatorLoss(new RelativisticPairedLoss()).Generator(
            Tensors.Make(FakeScores, shape: [2, 3]),
            () =>
            {
                asked++;
                return Real;
            }
        );
        asked.Should().Be(1);
    }

    [Fact]
    public void One_discriminator_gives_the_inner_loss()
    {
        var real = Tensors.Make([2, -1]);
        var fake = Tensors.Make([0.5, 1]);
        var loss = new MultipleDiscriminatorLoss(new WassersteinLoss(), Lambda: 3);
        loss.Discriminator(real, fake).Value().Should().Be(0.25);
        loss.Generator(fake, () => real).Value().Should().Be(-0.75);
        loss.EstimatesWasserstein.Should().BeTrue();
    }

    [Fact]
    public void Scores_of_another_shape_and_a_negative_lambda_are_refused()
    {
        var loss = new MultipleDiscriminatorLoss(new NonSaturatingLoss());
        var columns = () => loss.Discriminator(Real, Tensors.Make([1, 2], shape: [1, 2]));
        columns
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "Real and generated scores must come from equally many discriminators, but come from 3 and 2.*"
            );
        var shape = () => loss.Discriminator(Tensors.Make([1], shape: [1, 1, 1]), Real);
        shape
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "real must be floating-point scores of shape [N] or [N, k]*but are Float64 of shape [1, 1, 1].*"
            );
        (loss with { Lambda = -1 }).Problems().Should().Equal("Lambda must be at least 0, but was -1.");
    }

    private static Tensor Loss(double lambda, double[] fake) =>
        new MultipleDiscriminatorLoss(new NonSaturatingLoss(), lambda).Generator(
            Tensors.Make(fake, shape: [2, 3]),
            () => Real
        );
}
