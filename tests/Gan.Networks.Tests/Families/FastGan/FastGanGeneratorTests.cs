using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.FastGan;

public sealed class FastGanGeneratorTests : IDisposable
{
    private static readonly FastGanOptions Narrow = new() { GeneratorMaps = 2, LatentSize = 8 };

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    private static GeneratorNetwork Make(FastGanOptions options)
    {
        manual_seed(4);
        return options.Generator(new NetworkSpec([3, 32, 32], 8));
    }

    /// <summary>With weights of 0 the factors are σ(0) = ½, so what the last convolution makes is half.</summary>
    [Fact]
    public void Early_maps_scale_the_late_ones()
    {
        var excited = Make(Narrow with { ExcitationOctaves = 2 });
        excited.named_parameters().Count(p => p.name.StartsWith("gates.")).Should().Be(2, "32 pixels have one pair");
        nn.init.zeros_(excited.get_parameter("gates.0.choose.weight")!);
        var plain = Make(Narrow with { ExcitationOctaves = 0 });
        var state = excited.state_dict();
        plain.load_state_dict(state.Where(e => !e.Key.StartsWith("gates.")).ToDictionary(e => e.Key, e => e.Value));
        excited.eval();
        plain.eval();
        var z = randn(2, 8);
        var half = excited.call(z, null).atanh();
        half.allclose(plain.call(z, null).atanh() / 2, 1e-4, 1e-5).Should().BeTrue();
    }

    [Fact]
    public void Excitation_starts_at_8_pixels_and_has_no_effect_below_128_by_default()
    {
        Make(Narrow).named_parameters().Should().NotContain(p => p.name.StartsWith("gates."));
        using var large = Narrow.Generator(new NetworkSpec([3, 256, 256], 8));
        // 8 to 128 pixels: 16 to 2 maps; 16 to 256: 8 maps to 1
        large.get_parameter("gates.0.gather.weight")!.shape.Should().Equal(2, 16, 4, 4);
        large.get_parameter("gates.1.gather.weight")!.shape.Should().Equal(1, 8, 4, 4);
    }

    [Fact]
    public void Noise_counts_nothing_until_it_is_learnt_and_is_the_step_s_own()
    {
        var network = Make(Narrow);
        var z = randn(2, 8);
        Tensor Made(ulong seed)
        {
            using var stream = new Generator(seed);
            using var use = LayerStream.Use(stream);
            return network.call(z, null);
        }
        Made(1).equal(Made(2)).all().ToBoolean().Should().BeTrue("the strengths start at 0");
        foreach (var (name, strength) in network.named_parameters().Where(p => p.name.EndsWith("strength")))
        {
            nn.init.ones_(strength);
        }
        Made(1).equal(Made(1)).all().ToBoolean().Should().BeTrue();
        Made(1).equal(Made(2)).all().ToBoolean().Should().BeFalse();
        network.eval();
        Made(1).equal(Made(2)).all().ToBoolean().Should().BeTrue("equal latents give equal samples");
    }

    [Fact]
    public void Latents_of_another_size_are_named() =>
        FluentActions
            .Invoking(() => Make(Narrow).call(zeros(2, 9), null))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("FastGanGenerator reads Float32 [N, 8], but latent is Float32 [2, 9]*");
}
