using Gan.Losses;
using TorchSharp;
using static Gan.Tests.StyledGan;
using static TorchSharp.torch;

namespace Gan.Tests;

public sealed class StyleProjectionTests
{
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
}
