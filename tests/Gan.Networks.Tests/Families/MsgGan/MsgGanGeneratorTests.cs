using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.MsgGan;

public sealed class MsgGanGeneratorTests : IDisposable
{
    private static readonly MsgGanOptions Options = new()
    {
        LatentSize = 6,
        GeneratorMaps = 4,
        MaxMaps = 8,
    };

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void A_discriminator_is_shown_the_sample_and_the_images_of_all_blocks()
    {
        using var generator = Options.Generator(new NetworkSpec([3, 16, 16], 6));
        var latents = randn(2, 6);
        var shown = generator.Shown(latents, null);
        shown.shape.Should().Equal(2, 3, 16, 24);
        var sample = generator.call(latents, null);
        shown.narrow(3, 0, 16).equal(sample).all().ToBoolean().Should().BeTrue();
        var weights = generator.state_dict();
        weights.Keys.Count(name => name.StartsWith("images.") && name.EndsWith(".weight")).Should().Be(3);
        shown[.., .., 12.., 16..].abs().max().ToDouble().Should().Be(0, "nothing stands there");
        shown[.., .., ..8, 16..].abs().min().ToDouble().Should().BeGreaterThan(0, "8x8");
        shown[.., .., 8..12, 16..20].abs().min().ToDouble().Should().BeGreaterThan(0, "4x4");
    }

    [Fact]
    public void Gradients_of_the_smallest_image_reach_the_first_block_alone()
    {
        using var generator = Options.Generator(new NetworkSpec([1, 16, 16], 6));
        generator.Shown(randn(2, 6), null)[.., .., 8..12, 16..20].square().sum().backward();
        generator
            .named_parameters()
            .Where(p => p.parameter.grad is { } gradient && gradient.abs().max().ToDouble() > 0)
            .Select(p => p.name[..8])
            .Distinct()
            .Should()
            .BeEquivalentTo("blocks.0", "images.0");
    }

    [Fact]
    public void In_evaluation_values_are_cut_and_what_is_no_latent_is_refused()
    {
        using var generator = Options.Generator(new NetworkSpec([1, 16, 16], 6));
        var latents = randn(4, 6);
        var made = generator.call(latents, null);
        generator.eval();
        generator.call(latents, null).equal(made.clamp(-1, 1)).all().ToBoolean().Should().BeTrue();
        generator.Invoking(g => g.Shown(randn(2, 5), null)).Should().Throw<ArgumentException>();
        generator.Invoking(g => g.call(null!, null)).Should().Throw<ArgumentNullException>();
    }
}
