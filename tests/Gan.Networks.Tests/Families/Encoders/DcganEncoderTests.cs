using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Networks.Tests;

public sealed class DcganEncoderTests
{
    [Theory, InlineData(1, 28, 28), InlineData(3, 32, 16), InlineData(1, 8, 8)]
    public void Images_become_latents_within_the_limit(long channels, long height, long width)
    {
        var spec = new NetworkSpec([channels, height, width], LatentSize: 5);
        using var encoder = new DcganEncoder { FeatureMaps = 4, Limit = 0.25 }.Encoder(spec);
        using var latents = encoder.call(randn([3, channels, height, width]) * 100);
        latents.shape.Should().Equal(3, 5);
        latents.abs().max().ToDouble().Should().BeLessThanOrEqualTo(0.25);
    }

    [Fact]
    public void Without_limit_it_is_the_last_layer_itself_and_with_one_its_tanh()
    {
        var spec = new NetworkSpec([1, 8, 8], LatentSize: 4);
        using var free = new DcganEncoder { FeatureMaps = 4, Limit = 0 }.Encoder(spec);
        using var held = new DcganEncoder { FeatureMaps = 4, Limit = 2 }.Encoder(spec);
        held.load_state_dict(free.state_dict());
        free.eval();
        held.eval();
        using var images = randn(3, 1, 8, 8) * 50;
        held.call(images).allclose((free.call(images) / 2).tanh() * 2, rtol: 1e-5).Should().BeTrue();
    }

    [Fact]
    public void Its_layers_are_those_of_the_discriminator()
    {
        var spec = new NetworkSpec([1, 28, 28], LatentSize: 4);
        using var encoder = new DcganEncoder().Encoder(spec);
        using var discriminator = new DcganOptions { DiscriminatorNorm = DiscriminatorNorm.Batch }.Discriminator(spec);
        var layers = (nn.Module network) =>
            network.named_parameters().Where(p => p.name.StartsWith("layers", StringComparison.Ordinal));
        layers(encoder)
            .Select(p => $"{p.name} {string.Join(",", p.parameter.shape)}")
            .Should()
            .Equal(layers(discriminator).Select(p => $"{p.name} {string.Join(",", p.parameter.shape)}"));
    }

    [Fact]
    public void Other_samples_and_settings_out_of_range_are_refused()
    {
        var family = new DcganEncoder
        {
            FeatureMaps = 0,
            Limit = -1,
            Norm = DiscriminatorNorm.Spectral,
        };
        string.Join("\n", family.Problems([7]))
            .Should()
            .ContainAll("DcganEncoder.FeatureMaps", "DcganEncoder.Limit", "Spectral", "[7]");
        string.Join("\n", new DcganEncoder().Problems([1, 9, 6])).Should().Contain("sides from 8 up");
        using var encoder = new DcganEncoder { FeatureMaps = 2 }.Encoder(new NetworkSpec([1, 8, 8], LatentSize: 3));
        new Action(() => encoder.call(zeros(2, 3, 8, 8)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("DcganEncoder reads *[N, 1, 8, 8]*");
    }
}
