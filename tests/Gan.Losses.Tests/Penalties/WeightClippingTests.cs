using TorchSharp.Modules;

namespace Gan.Losses.Tests.Penalties;

public sealed class WeightClippingTests
{
    [Fact]
    public void Weights_are_clamped_in_place_to_both_bounds()
    {
        var first = Parameter(-1, -0.01, 0.005);
        var second = Parameter(0.02, 0, 3);
        new WeightClipping().Apply([first, second]);
        first.Values().Should().Equal(-0.01, -0.01, 0.005);
        second.Values().Should().Equal(0.01, 0, 0.01);
    }

    [Fact]
    public void Parameters_stay_leaves_that_can_be_trained()
    {
        var weight = Parameter(5, -5);
        new WeightClipping(0.5).Apply([weight]);
        weight.is_leaf.Should().BeTrue();
        weight.requires_grad.Should().BeTrue();
        (weight * Tensors.Make([2, 3])).sum().backward();
        weight.grad!.Values().Should().Equal(2, 3);
        weight.Values().Should().Equal(0.5, -0.5);
    }

    [Fact]
    public void Buffers_stay_as_they_are()
    {
        using var critic = new Critic();
        new WeightClipping(0.25).Apply(critic.parameters());
        critic.weight.Values().Should().Equal(0.25, -0.25);
        critic.get_buffer("statistics")!.Values().Should().Equal(7, -7);
    }

    [Fact]
    public void Gradients_survive_the_clipping()
    {
        var weight = Parameter(5, -5);
        weight.sum().backward();
        new WeightClipping().Apply([weight]);
        weight.grad!.Values().Should().Equal(1, 1);
    }

    [Fact]
    public void Gradient_mode_is_what_it_was()
    {
        new WeightClipping().Apply([Parameter(1)]);
        is_grad_enabled().Should().BeTrue();
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.01, "-0.01")]
    public void Bound_must_be_positive(double bound, string text)
    {
        new WeightClipping(bound).Problems().Should().Equal($"Bound must be greater than 0, but was {text}.");
    }

    [Fact]
    public void Default_bound_is_that_of_the_paper() => new WeightClipping().Bound.Should().Be(0.01);

    private static Parameter Parameter(params double[] values) => new(Tensors.Make(values));

    [Fact]
    public void A_parameter_that_is_none_is_refused() =>
        new WeightClipping()
            .Invoking(c => c.Apply([null!]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("parameters must not contain null. Pass the critic's parameters().*");

    private sealed class Critic : nn.Module<Tensor, Tensor>
    {
        public readonly Parameter weight = Parameter(3, -3);

        public Critic()
            : base(nameof(Critic))
        {
            RegisterComponents();
            register_buffer("statistics", Tensors.Make([7, -7]));
        }

        public override Tensor forward(Tensor input) => input.matmul(weight);
    }
}
