using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.ProGan;

public sealed class ProGanGeneratorTests : IDisposable
{
    private static readonly ProGanOptions Options = new()
    {
        LatentSize = 6,
        GeneratorMaps = 4,
        MaxMaps = 8,
        StageImages = 100,
        FadeImages = 100,
    };

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    private static Tensor At(double level, GeneratorNetwork generator, Tensor latents)
    {
        var images = (200 * (long)level) + (level > Math.Floor(level) ? 100 + (long)(100 * (level - (long)level)) : 0);
        generator.BeginStep(new TrainingMoment(images + 1, 9, 1));
        ((ProGanGenerator)generator).Level.Should().BeApproximately(level, 1e-12);
        return generator.call(latents, null);
    }

    [Theory]
    [InlineData(3, 32, 32, 3)]
    [InlineData(1, 28, 28, 3)]
    [InlineData(2, 11, 18, 1)]
    public void A_fade_goes_from_the_enlarged_lower_stage_to_the_new_one(
        long channels,
        long height,
        long width,
        int top
    )
    {
        using var generator = Options.Generator(new NetworkSpec([channels, height, width], 6));
        var latents = randn(3, 6);
        for (var stage = 0; stage < top; stage++)
        {
            var lower = At(stage, generator, latents);
            var upper = At(stage + 1, generator, latents);
            lower.shape.Should().Equal(3, channels, height, width);
            (lower - upper).abs().max().ToDouble().Should().BeGreaterThan(1e-3);
            var middle = At(stage + 0.25, generator, latents);
            (middle - ((0.75 * lower) + (0.25 * upper))).abs().max().ToDouble().Should().BeLessThan(1e-5);
        }
    }

    [Fact]
    public void A_stage_makes_each_of_its_pixels_a_square()
    {
        using var generator = Options.Generator(new NetworkSpec([1, 32, 32], 6));
        var latents = randn(2, 6);
        foreach (var (stage, square) in new[] { (0, 8), (1, 4), (2, 2) })
        {
            var image = At(stage, generator, latents);
            var pixels = image.slice(2, 0, 32, square).slice(3, 0, 32, square);
            var repeated = pixels.repeat_interleave(square, 2).repeat_interleave(square, 3);
            image.equal(repeated).all().ToBoolean().Should().BeTrue();
        }
    }

    [Fact]
    public void Blocks_that_do_not_play_yet_have_no_gradient()
    {
        using var generator = Options.Generator(new NetworkSpec([1, 16, 16], 6));
        At(0, generator, randn(2, 6)).square().sum().backward();
        var learning = generator.named_parameters().Where(p => p.parameter.grad is not null).Select(p => p.name[..8]);
        learning.Distinct().Should().BeEquivalentTo("blocks.0", "images.0");
    }

    [Fact]
    public void Until_a_training_tells_the_moment_it_is_grown_and_in_evaluation_values_are_cut()
    {
        using var generator = Options.Generator(new NetworkSpec([1, 32, 32], 6));
        var latents = randn(4, 6);
        var fresh = generator.call(latents, null);
        fresh.equal(At(3, generator, latents)).all().ToBoolean().Should().BeTrue();
        generator.eval();
        generator.call(latents, null).equal(fresh.clamp(-1, 1)).all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void A_latent_s_length_does_not_matter()
    {
        using var generator = Options.Generator(new NetworkSpec([1, 16, 16], 6));
        var latents = randn(4, 6);
        var difference = generator.call(latents, null) - generator.call(3 * latents, null);
        difference.abs().max().ToDouble().Should().BeLessThan(1e-4);
    }

    [Fact]
    public void What_is_no_latent_is_refused()
    {
        using var generator = Options.Generator(new NetworkSpec([1, 16, 16], 6));
        generator.Invoking(g => g.call(randn(2, 5), null)).Should().Throw<ArgumentException>().WithMessage("*[N, 6]*");
        generator.Invoking(g => g.call(null!, null)).Should().Throw<ArgumentNullException>();
    }
}
