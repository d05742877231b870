using TorchSharp.Modules;

namespace Gan.Losses.Tests;

/// <summary>Each seam implemented from outside, as a user of the library would.</summary>
public sealed class SeamTests
{
    [Fact]
    public void A_loss_that_compares_with_real_scores_asks_for_them()
    {
        var asked = 0;
        var real = Tensors.Make([2]);
        var fake = Tensors.Make([1]);
        IGanLoss loss = new RelativisticHinge();
        loss.Generator(
                fake,
                () =>
                {
                    asked++;
                    return real;
                }
            )
            .Value()
            .Should()
            .Be(2);
        asked.Should().Be(1);
        loss.EstimatesWasserstein.Should().BeFalse();
    }

    [Fact]
    public void A_penalty_of_ones_own_needs_one_method()
    {
        var w = Tensors.Leaf([3, 4]);
        var context = Tensors.Context(Tensors.Normal(1, 4, 2), Tensors.Normal(2, 4, 2), Critics.Linear(w));
        var penalty = new RealGradientPenalty(Gamma: 2).Penalty(context);
        penalty.backward();
        penalty.Value().Should().BeApproximately(25, 1e-13);
        PyTorch.Error(w.grad!.Values(), [6, 8]).Should().BeLessThan(1e-14);
    }

    [Fact]
    public void A_constraint_of_ones_own_needs_one_method()
    {
        var weight = new Parameter(Tensors.Make([3, 4]));
        new UnitNorm().Apply([weight]);
        PyTorch.Error(weight.Values(), [0.6, 0.8]).Should().BeLessThan(1e-15);
    }

    [Fact]
    public void A_penalty_can_keep_the_condition_of_the_batch()
    {
        using var encoder = new LabelConcatenation().DiscriminatorEncoder([2], ConditionSpec.Labels(2));
        var labels = tensor(new long[] { 1, 0, 1 });
        var w = Tensors.Leaf([3, 4, 100, 100]);
        // The label's own entries are no samples: their slope of 100 must not count in the norm.
        var context = Tensors.Context(
            Tensors.Normal(1, 3, 2),
            Tensors.Normal(2, 3, 2),
            x => Critics.Linear(w)(encoder.call(x, labels))
        );
        new GradientPenalty(1).Penalty(context).Value().Should().BeApproximately(16, 1e-13);
    }

    private sealed record RelativisticHinge : IGanLoss
    {
        public Tensor Discriminator(Tensor real, Tensor fake) => (1 - (real - fake)).relu().mean();

        public Tensor Generator(Tensor fake, Func<Tensor> real) => (1 + (real() - fake)).relu().mean();
    }

    private sealed record RealGradientPenalty(double Gamma) : IPenalty
    {
        public Tensor Penalty(PenaltyContext context)
        {
            var real = context.Real.detach().requires_grad_();
            var gradient = autograd.grad(
                [context.Discriminator(real).sum()],
                [real],
                create_graph: true,
                retain_graph: true
            )[0];
            return Gamma / 2 * gradient.flatten(1).square().sum(1).mean();
        }
    }

    private sealed record UnitNorm : IParameterConstraint
    {
        public void Apply(IEnumerable<Parameter> parameters)
        {
            using var off = no_grad();
            foreach (var p in parameters)
            {
                p.copy_(p / p.square().sum().sqrt());
            }
        }
    }
}
