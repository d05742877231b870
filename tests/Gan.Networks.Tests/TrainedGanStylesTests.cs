using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests;

public sealed class TrainedGanStylesTests
{
    private static readonly StyleGan2Options Options = new()
    {
        LatentSize = 6,
        StyleSize = 6,
        GeneratorMaps = 4,
        MaxMaps = 8,
    };

    [Fact]
    public void Truncation_draws_to_the_mean_style_and_1_changes_nothing()
    {
        using var gan = Styled();
        using var scope = NewDisposeScope();
        var whole = gan.Sample(16, seed: 1);
        (gan.Sample(16, seed: 1, truncation: 1) - whole).abs().max().ToDouble().Should().BeLessThan(1e-4);
        var one = gan.Sample(16, seed: 1, truncation: 0);
        (one - one[0]).abs().max().ToDouble().Should().BeLessThan(1e-5);
        Spread(gan.Sample(64, seed: 2, truncation: 0.3))
            .Should()
            .BeLessThan(Spread(gan.Sample(64, seed: 2, truncation: 0.7)));
        Spread(gan.Sample(64, seed: 2, truncation: 0.7)).Should().BeLessThan(Spread(gan.Sample(64, seed: 2)));
        gan.Invoking(g => g.Sample(1, truncation: -1))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("truncation must be at least 0, but was -1.*");
    }

    [Fact]
    public void Truncation_of_latents_redraws_what_is_too_large_and_leaves_the_rest()
    {
        using var gan = Plain();
        using var scope = NewDisposeScope();
        // the generator passes latents on
        var whole = gan.Sample(4000, seed: 3);
        var cut = gan.Sample(4000, seed: 3, truncation: 0.5);
        var inside = whole.abs() <= 0.5;
        cut.masked_select(inside).equal(whole.masked_select(inside)).all().ToBoolean().Should().BeTrue();
        cut.abs().max().ToDouble().Should().BeLessThanOrEqualTo(0.5);
        // the variance of a normal number between -0.5 and 0.5: 1 - 2·0.5·φ(0.5) / (2Φ(0.5) - 1)
        cut.var().ToDouble().Should().BeApproximately(1 - 0.352065 / 0.382925, 2e-3);
        var redrawn = cut.masked_select(~inside);
        redrawn.var().ToDouble().Should().BeApproximately(1 - 0.352065 / 0.382925, 3e-3);
        gan.Invoking(g => g.Sample(1, truncation: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("truncation must be at least 0.01, but was 0.*");
        gan.Invoking(g => g.Sample(1, truncation: double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Styles_are_those_of_the_samples_of_the_seed()
    {
        using var gan = Styled();
        using var scope = NewDisposeScope();
        gan.HasStyles.Should().BeTrue();
        var styles = gan.Styles(3, seed: 5);
        styles.shape.Should().Equal(3, 6, 6);
        (gan.Synthesise(styles) - gan.Sample(3, seed: 5)).abs().max().ToDouble().Should().BeLessThan(1e-5);
        var walk = gan.Interpolate(7, 8, 5);
        (walk[0] - gan.Sample(1, seed: 7)[0]).abs().max().ToDouble().Should().BeLessThan(1e-5);
        (walk[4] - gan.Sample(1, seed: 8)[0]).abs().max().ToDouble().Should().BeLessThan(1e-5);
        var middle = (gan.Styles(1, seed: 7) + gan.Styles(1, seed: 8)) / 2;
        (walk[2] - gan.Synthesise(middle)[0]).abs().max().ToDouble().Should().BeLessThan(1e-5);
    }

    [Fact]
    public void A_mixture_has_the_coarse_layers_of_one_and_the_fine_layers_of_the_other()
    {
        using var gan = Styled();
        using var scope = NewDisposeScope();
        gan.Mix(1, 2, from: 6).equal(gan.Synthesise(gan.Styles(1, seed: 1))).all().ToBoolean().Should().BeTrue();
        gan.Mix(1, 2, from: 0).equal(gan.Synthesise(gan.Styles(1, seed: 2))).all().ToBoolean().Should().BeTrue();
        var grid = gan.MixGrid([1, 3], [2, 4, 5], from: 2);
        grid.shape.Should().Equal(12, 3, 16, 16);
        (grid[0] + 1).abs().max().ToDouble().Should().Be(0);
        (grid[3] - gan.Sample(1, seed: 5)[0]).abs().max().ToDouble().Should().BeLessThan(1e-5);
        (grid[8] - gan.Sample(1, seed: 3)[0]).abs().max().ToDouble().Should().BeLessThan(1e-5);
        (grid[10] - gan.Mix(3, 4, from: 2)[0]).abs().max().ToDouble().Should().BeLessThan(1e-5);
        gan.Invoking(g => g.Mix(1, 2, from: 7))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("from must be at most 6, but was 7.*");
        gan.Invoking(g => g.MixGrid([], [1], 1)).Should().Throw<ArgumentException>();
    }

    // Other tests draw from the stream of the weights at the same time, and of some weights the way to a style is long.
    private static void Redraw(nn.Module network, ulong seed)
    {
        using var _ = no_grad();
        using var random = new Generator(seed);
        foreach (var weight in network.parameters().Where(p => p.dim() > 1))
        {
            weight.copy_(randn(weight.shape, generator: random) * weight.std());
        }
    }

    [Fact]
    public void Projection_finds_a_style_whose_image_is_near()
    {
        using var gan = Styled();
        using var scope = NewDisposeScope();
        Redraw(gan.Generator, 5);
        var image = gan.Sample(1, seed: 11);
        var options = new ProjectionOptions { Steps = 1, Samples = 200 };
        using var before = gan.Project(image, options);
        using var after = gan.Project(image[0], options with { Steps = 250 });
        after.Styles.shape.Should().Equal(1, 6, 6);
        after.Distance.Should().BeLessThan(0.1 * before.Distance);
        after.Noise.Should().BeEmpty("it was not looked for");
        (after.Image - image).square().mean().ToDouble().Should().BeApproximately(after.Distance, 1e-6);
        gan.Generator.parameters().All(p => p.grad is null).Should().BeTrue("weights get no gradients");
        gan.Invoking(g => g.Project(zeros(3, 8, 8))).Should().Throw<ArgumentException>();
        gan.Invoking(g => g.Project(image, new ProjectionOptions { Steps = 0 }))
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*ProjectionOptions.Steps must be at least 1, but was 0.*");
    }

    [Theory]
    [InlineData(200f)]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Projection_refuses_an_image_that_is_not_from_minus_one_to_one(float value)
    {
        using var gan = Styled();
        using var image = full_like(gan.Sample(1), value);
        gan.Invoking(g => g.Project(image)).Should().Throw<ArgumentException>().WithMessage("*from -1 to 1*");
    }

    [Fact]
    public void Projection_tells_its_steps_and_ends_when_cancelled()
    {
        using var gan = Styled();
        using var scope = NewDisposeScope();
        using var cancelled = new CancellationTokenSource();
        var seen = new Steps(step =>
        {
            if (step == 3)
            {
                cancelled.Cancel();
            }
        });
        var options = new ProjectionOptions { Steps = 1000, Samples = 20 };
        using var found = gan.Project(gan.Sample(1), options, seen, cancelled.Token);
        seen.All.Should().Equal(1, 2, 3);
        found.Distance.Should().BeGreaterThan(0);
    }

    private sealed class Steps(Action<int> then) : IProgress<int>
    {
        internal List<int> All { get; } = [];

        public void Report(int value)
        {
            All.Add(value);
            then(value);
        }
    }

    [Fact]
    public void Noise_that_is_looked_for_too_brings_the_image_nearer_and_stays_noise()
    {
        using var gan = Styled();
        using var scope = NewDisposeScope();
        Redraw(gan.Generator, 5);
        using (no_grad())
        {
            var strengths = gan.Generator.named_parameters().Where(p => p.name.EndsWith("strength")).ToList();
            strengths.ForEach(p => p.parameter.fill_(0.3));
        }
        var own = ((IStyled)gan.Generator).Noise;
        using var random = new Generator(3);
        Tensor[] other = [.. own.Select(map => randn(map.shape, generator: random))];
        var styles = gan.Styles(1, seed: 11);
        var image = gan.Synthesise(styles, other);
        (gan.Synthesise(styles, own) - gan.Synthesise(styles)).abs().max().ToDouble().Should().Be(0);
        (image - gan.Synthesise(styles)).abs().max().ToDouble().Should().BeGreaterThan(1e-3);

        var options = new ProjectionOptions { Steps = 150, Samples = 200 };
        using var plain = gan.Project(image, options);
        using var found = gan.Project(image, options with { NoiseRegularization = 1e-3 });
        found.Distance.Should().BeLessThan(0.5 * plain.Distance);
        found.Noise.Select(map => map.shape[2]).Should().Equal(own.Select(map => map.shape[2]));
        foreach (var map in found.Noise)
        {
            map.mean().ToDouble().Should().BeApproximately(0, 1e-5);
            map.square().mean().ToDouble().Should().BeApproximately(1, 1e-4);
        }
        (gan.Synthesise(found.Styles, found.Noise) - found.Image).abs().max().ToDouble().Should().Be(0);
        gan.Invoking(g => g.Synthesise(styles, other[1..]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The generator has 5 maps of noise, but 4 were given.*");
        gan.Invoking(g => g.Synthesise(styles, [.. other.Reverse()]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Noise 0 must be floats [1, 1, 4, 4], but was Float32 [1, 1, 16, 16].*");
    }

    [Theory]
    [InlineData(1e5, 0, 2e-3)]
    [InlineData(0, 0.02, 10)]
    public void What_noise_costs_keeps_neighbours_unlike_each_other_at_16_and_at_8_pixels(
        double weight,
        double least,
        double most
    )
    {
        using var gan = Styled();
        using var scope = NewDisposeScope();
        Redraw(gan.Generator, 5);
        using (no_grad())
        {
            var strengths = gan.Generator.named_parameters().Where(p => p.name.EndsWith("strength")).ToList();
            strengths.ForEach(p => p.parameter.fill_(1));
        }
        var own = ((IStyled)gan.Generator).Noise;
        // a ramp from the left to the right: neighbours are alike
        Tensor[] ramps = [.. own.Select(map => linspace(-1.7, 1.7, map.size(3)).expand(map.shape))];
        var image = gan.Synthesise(gan.Styles(1, seed: 11), ramps);
        var options = new ProjectionOptions
        {
            Steps = 100,
            Samples = 200,
            NoiseRegularization = weight,
        };
        using var found = gan.Project(image, options);
        var last = found.Noise[^1];
        var alike = Alike(last) + Alike(nn.functional.avg_pool2d(last, 2) * 2);
        alike.Should().BeInRange(least, most);
    }

    // Squares of the mean products of neighbours, in a row and in a column; about 2 / pixels for unit noise.
    private static double Alike(Tensor map)
    {
        double Mean(long axis) => (map * map.roll(1, axis)).mean().ToDouble();
        return Mean(2) * Mean(2) + Mean(3) * Mean(3);
    }

    [Fact]
    public void A_generator_without_styles_says_so()
    {
        using var gan = Plain();
        gan.HasStyles.Should().BeFalse();
        gan.Invoking(g => g.Mix(1, 2, 1))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("*has no styles. Train a generator that has, such as by WithStyleGan2().");
        gan.Invoking(g => g.Styles(1)).Should().Throw<InvalidOperationException>();
        gan.Invoking(g => g.Project(zeros(4))).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Styles_go_through_the_encoder_of_a_condition_and_through_a_file()
    {
        using var scope = NewDisposeScope();
        var plan = new NetworkPlan
        {
            Family = Options,
            SampleShape = [1, 8, 8],
            DataCondition = ConditionSpec.Labels(3),
            Conditioning = new LabelEmbedding(2),
        };
        using var network = plan.MakeGenerator();
        using var gan = TrainedGan.Of(network, plan, "digits", 1);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            gan.Save(path);
            using var again = TrainedGan.Load(path);
            again.Plan.Family.Should().Be(Options);
            again.Sample(4, seed: 1).equal(gan.Sample(4, seed: 1)).all().ToBoolean().Should().BeTrue();
            var one = again.Styles(1, label: 1, seed: 2);
            (again.Synthesise(one) - gan.Sample(1, label: 1, seed: 2)).abs().max().ToDouble().Should().BeLessThan(1e-5);
            (one - again.Styles(1, label: 2, seed: 2)).abs().max().ToDouble().Should().BeGreaterThan(1e-5);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double Spread(Tensor samples) => (samples - samples.mean([0])).square().mean().ToDouble();

    private static TrainedGan Styled()
    {
        var plan = new NetworkPlan { Family = Options with { MappingRate = 1 }, SampleShape = [3, 16, 16] };
        using var network = plan.MakeGenerator();
        foreach (var (name, parameter) in network.named_parameters().Where(p => p.name.StartsWith("images")))
        {
            using var _ = no_grad();
            parameter.mul_(name.EndsWith("style.bias") || name.EndsWith("style.weight") ? 1 : 0.1); // within [-1, 1]
        }
        return TrainedGan.Of(network, plan, "digits", 1);
    }

    private static TrainedGan Plain()
    {
        var family = new CustomNetworks(
            4,
            _ => GeneratorNetwork.Wrap(nn.Identity()),
            _ => throw new NotSupportedException()
        );
        var plan = new NetworkPlan { Family = family, SampleShape = [4] };
        using var network = plan.MakeGenerator();
        return TrainedGan.Of(network, plan, "latents", 1);
    }
}
