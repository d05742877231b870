namespace Gan.Losses.Tests.Penalties;

public sealed class PathLengthTests
{
    [Fact]
    public void Lengths_of_an_orthogonal_generator_are_those_of_the_noise_alone()
    {
        // G(z) = 3z: ‖Jᵀy‖ = 3‖y‖, and y are 10,000 normal numbers, so that 3‖y‖ = 300 within a few units
        using var memory = new PenaltyMemory();
        var penalty = new PathLength(Lambda: 1, Decay: 1).Penalty(
            GeneratorContexts.Of(z => z * 3, Tensors.Normal(1, 4, 10000), memory: memory)
        );
        memory.Values["path length"].Values()[0].Should().BeApproximately(300, 5);
        penalty.Value().Should().BeLessThan(3 * 3 * 2, "‖y‖ has a variance of about 1/2");
    }

    [Fact]
    public void Noise_is_divided_by_the_root_of_the_pixels()
    {
        using var memory = new PenaltyMemory();
        new PathLength(Decay: 1).Penalty(
            GeneratorContexts.Of(z => z.reshape(-1, 1, 100, 100), Tensors.Normal(1, 4, 10000), memory: memory)
        );
        memory.Values["path length"].Values()[0].Should().BeApproximately(1, 0.02);
    }

    [Fact]
    public void The_running_mean_starts_at_0_and_takes_in_a_hundredth()
    {
        using var memory = new PenaltyMemory();
        var context = GeneratorContexts.Of(z => z * 3, Tensors.Normal(1, 4, 10000), memory: memory);
        new PathLength().Penalty(context);
        memory.Values["path length"].Values()[0].Should().BeApproximately(3, 0.05);
        new PathLength().Penalty(context);
        memory.Values["path length"].Values()[0].Should().BeApproximately(5.97, 0.1);
    }

    [Fact]
    public void Gradient_is_right_by_finite_differences()
    {
        double[] weights = [0.7, -1.2, 0.4, 0.9, 0.3, -0.5];
        Tensor Term(Tensor w) =>
            new PathLength(Decay: 0).Penalty(
                GeneratorContexts.Of(z => z.matmul(w.reshape(2, 3)).tanh(), Tensors.Normal(1, 5, 2))
            );
        var leaf = Tensors.Leaf(weights);
        Term(leaf).backward();
        PyTorch
            .Error(leaf.grad!.Values(), Differences.Of(weights, w => Term(Tensors.Make(w)).Value()))
            .Should()
            .BeLessThan(1e-8);
    }

    [Fact]
    public void A_generator_that_is_flat_gets_no_NaN()
    {
        var w = Tensors.Leaf([0]);
        new PathLength().Penalty(GeneratorContexts.Of(z => z * w, Tensors.Normal(1, 4, 2))).backward();
        w.grad!.Values().Should().Equal(0);
    }

    [Fact]
    public void Of_styles_the_squared_length_is_the_mean_over_layers_of_what_the_Jacobian_makes_of_the_noise()
    {
        // two layers of three entries; samples are J₁w₁ + J₂w₂ with given matrices
        var latents = Tensors.Normal(1, 4, 3);
        var first = Tensors.Normal(2, 3, 5);
        var second = Tensors.Normal(3, 3, 5);
        using var memory = new PenaltyMemory();
        var context = GeneratorContexts.Of(z => z.matmul(first), latents, memory: memory) with
        {
            Styles = z => stack([z * 2, z * 3], 1).requires_grad_(),
            Synthesise = w => w.select(1, 0).matmul(first) + w.select(1, 1).matmul(second),
        };
        new PathLength(Decay: 1).Penalty(context);
        var y = randn([4, 5], dtype: latents.dtype, generator: new torch.Generator(9)); // the context's own stream
        var squares = y.matmul(first.t()).square().sum(1) + y.matmul(second.t()).square().sum(1);
        var lengths = (squares / 2).sqrt();
        memory.Values["path length"].Values()[0].Should().BeApproximately(lengths.mean().ToDouble(), 1e-9);
    }

    [Fact]
    public void A_share_of_the_batch_is_its_first_samples()
    {
        var latents = Tensors.Normal(1, 4, 3);
        var seen = new List<long>();
        Tensor Make(Tensor z)
        {
            seen.Add(z.shape[0]);
            return z * 2;
        }
        var context = GeneratorContexts.Of(z => z, latents) with { Generator = Make };
        new PathLength { BatchShare = 0.5 }.Penalty(context);
        new PathLength { BatchShare = 0.01 }.Penalty(context);
        new PathLength().Penalty(context);
        seen.Should().Equal(2, 1, 4);
        new PathLength { BatchShare = 0 }
            .Problems()
            .Should()
            .Equal("BatchShare must be in (0, 1], but was 0.");
        InvariantNames(new PathLength { BatchShare = 0.5 }).Should().EndWith("Decay = 0.01, BatchShare = 0.5 }");
        InvariantNames(new PathLength()).Should().Be("PathLength { Lambda = 2, Decay = 0.01 }");

        static string InvariantNames(IGeneratorPenalty penalty) => penalty.Describe();
    }

    [Fact]
    public void Settings_out_of_range_are_refused_with_bound_and_value()
    {
        new PathLength(-1).Problems().Should().Equal("Lambda must be at least 0, but was -1.");
        new PathLength(Decay: 2).Problems().Should().Equal("Decay must be at most 1, but was 2.");
    }
}
