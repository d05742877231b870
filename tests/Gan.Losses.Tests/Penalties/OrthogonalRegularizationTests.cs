using TorchSharp.Modules;

namespace Gan.Losses.Tests.Penalties;

public sealed class OrthogonalRegularizationTests
{
    [Fact]
    public void Orthogonal_filters_of_any_length_cost_nothing() =>
        Term(new Parameter(Tensors.Make([3, 0, 0, 0.1], shape: [2, 2]))).Value().Should().Be(0);

    [Fact]
    public void Each_pair_of_filters_costs_the_square_of_its_product_twice()
    {
        // rows (1, 1) and (0, 2): a product of 2; a convolution's filters (1, 2, 3, 4) and (1, 0, 0, 1): 5
        Parameter linear = new(Tensors.Make([1, 1, 0, 2], shape: [2, 2]));
        Parameter convolution = new(Tensors.Make([1, 2, 3, 4, 1, 0, 0, 1], shape: [2, 1, 2, 2]));
        Term(linear).Value().Should().BeApproximately(2 * 4, 1e-14);
        Term(linear, convolution).Value().Should().BeApproximately(2 * 4 + 2 * 25, 1e-13);
    }

    [Fact]
    public void Biases_do_not_count()
    {
        Parameter weight = new(Tensors.Make([1, 1, 0, 2], shape: [2, 2]));
        Parameter bias = new(Tensors.Make([5, 6]));
        var term = Term(weight, bias);
        term.backward();
        term.Value().Should().BeApproximately(8, 1e-14);
        bias.grad.Should().BeNull();
    }

    [Fact]
    public void Both_networks_may_have_it()
    {
        var weight = new Parameter(Tensors.Make([1, 1, 0, 2], shape: [2, 2]));
        var context = PenaltyContext.ForDiscriminator(
            new Judged(ones(1), ones(1), ones(1), ones(1)),
            x => x,
            new torch.Generator(1)
        ) with
        {
            Parameters = [weight],
        };
        new OrthogonalRegularization().Penalty(context).Value().Should().BeApproximately(8e-4, 1e-16);
    }

    [Fact]
    public void A_context_without_weights_and_a_negative_beta_are_refused()
    {
        var none = () => Term(new Parameter(Tensors.Make([1, 2])));
        none.Should()
            .Throw<InvalidOperationException>()
            .WithMessage("Orthogonal regularisation needs weights of at least two axes, but the context has none.*");
        new OrthogonalRegularization(-1).Problems().Should().Equal("Beta must be at least 0, but was -1.");
    }

    private static Tensor Term(params Parameter[] parameters)
    {
        var sample = ones(1, 1, ScalarType.Float64);
        return new OrthogonalRegularization(Beta: 1).Penalty(
            PenaltyContext.ForGenerator(
                new Judged(sample, sample, () => throw new InvalidOperationException("not asked for"), sample)
                {
                    Latents = sample,
                },
                x => x,
                z => z,
                new torch.Generator(1)
            ) with
            {
                Parameters = parameters,
            }
        );
    }
}
