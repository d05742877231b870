using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.FastGan;

public class FastGanOptionsTests
{
    /// <summary>Counted by hand of the authors' widths: a convolution k×k of a to b maps has k²ab weights, batch
    /// normalisation of a maps 2a. A block of the generator makes twice its maps for the gate; noise has one
    /// strength.</summary>
    [Theory]
    [InlineData(64)]
    [InlineData(256)]
    public void The_paper_s_generator_has_as_many_weights_as_its_widths_give(long side)
    {
        var start = 256L * 2 * 1024 * 16 + 2 * 2048;
        var at8 = Conv(3, 1024, 1024) + 2048 + 1 + Conv(3, 512, 1024) + 2048 + 1;
        var at16 = Conv(3, 512, 512) + 1024 + 1;
        var at32 = Conv(3, 256, 256) + 512 + 1 + Conv(3, 128, 256) + 512 + 1;
        var at64 = Conv(3, 128, 256) + 512 + 1;
        var at128 = Conv(3, 128, 128) + 256 + 1 + Conv(3, 64, 128) + 256 + 1;
        var at256 = Conv(3, 64, 64) + 128 + 1;
        var excitations = Conv(4, 512, 64) + Conv(1, 64, 64) + Conv(4, 256, 32) + Conv(1, 32, 32);
        var small = start + at8 + at16 + at32 + at64;
        using var network = FastGanOptions.Paper.Generator(new NetworkSpec([3, side, side], 256));
        Weights(network)
            .Should()
            .Be(side == 64 ? small + Conv(3, 128, 3) : small + at128 + at256 + excitations + Conv(3, 32, 3));
    }

    /// <summary>A way through strided convolutions and one through means; two heads; two decoders.</summary>
    [Fact]
    public void The_paper_s_discriminator_has_as_many_weights_as_its_widths_give()
    {
        static long Block(long a, long b) => Conv(4, a, b) + Conv(3, b, b) + Conv(1, a, b) + 3 * 2 * b;
        var trunk = Conv(3, 3, 64) + 64 + Block(64, 128) + Block(128, 256) + Block(256, 512);
        var head = Conv(1, 512, 512) + 1024 + Conv(4, 512, 1);
        var small = Conv(4, 3, 128) + 128 + Conv(4, 128, 256) + 512 + Conv(4, 256, 1);
        var whole = Conv(3, 512, 256) + 512 + Conv(3, 128, 128) + 256 + Conv(3, 64, 128) + 256 + Conv(3, 64, 3);
        var part = Conv(3, 256, 256) + 512 + Conv(3, 128, 128) + 256 + Conv(3, 64, 3);
        using var network = FastGanOptions.Paper.Discriminator(new NetworkSpec([3, 64, 64], 256));
        Weights(network).Should().Be(trunk + head + small + whole + part);
    }

    private static long Conv(long kernel, long from, long to) => kernel * kernel * from * to;

    private static long Weights(nn.Module network) => network.parameters().Sum(p => p.numel());

    [Theory]
    [InlineData(16, 16, 1)]
    [InlineData(28, 28, 1)]
    [InlineData(33, 47, 2)]
    [InlineData(64, 40, 5)]
    [InlineData(17, 128, 3)]
    public void Both_networks_fit_any_sides_from_16_up_and_any_channels(long height, long width, long channels)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var options = new FastGanOptions
        {
            GeneratorMaps = 2,
            DiscriminatorMaps = 2,
            ExcitationOctaves = 1,
        };
        var spec = new NetworkSpec([channels, height, width], 16);
        options.Problems(spec.Shape).Should().BeEmpty();
        var made = options.Generator(spec).call(randn(2, 16), null);
        made.shape.Should().Equal(2, channels, height, width);
        made.abs().max().ToSingle().Should().BeLessThanOrEqualTo(1);
        var judge = options.Discriminator(spec);
        var scores = judge.call(made, null);
        scores.shape[..3].Should().Equal(2, 1, 1);
        foreach (var pair in judge.Reconstruct(made, null))
        {
            pair.Output.shape.Should().Equal(pair.Target.shape);
            pair.Output.shape[1].Should().Be(channels);
        }
    }

    [Theory]
    [InlineData(64, 4, 2, "8 and 32")]
    [InlineData(32, 4, 2, "8 and 32")]
    [InlineData(28, 3, 2, "7 and 28")]
    [InlineData(16, 2, 1, "8 and 16")]
    public void Excitation_that_has_no_effect_is_said_with_a_remedy(long side, int octaves, int other, string joined)
    {
        long[] shape = [3, side, side];
        new FastGanOptions { ExcitationOctaves = octaves }
            .Advice(shape, new(1, 1, 1))
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith($"Skip-layer excitation has no effect on images of {side}x{side}")
            .And.EndWith($"Set FastGanOptions.ExcitationOctaves = {other}, which joins maps of {joined} pixels.");
        new FastGanOptions { ExcitationOctaves = other }
            .Advice(shape, new(1, 1, 1))
            .Should()
            .BeEmpty("the remedy helps");
    }

    [Theory]
    [InlineData(128, 4)]
    [InlineData(64, 2)]
    [InlineData(64, 0)]
    public void Excitation_that_has_an_effect_or_is_left_out_needs_no_word(long side, int octaves) =>
        new FastGanOptions { ExcitationOctaves = octaves }
            .Advice([3, side, side], new(1, 1, 1))
            .Should()
            .BeEmpty();

    [Theory]
    [InlineData(16)]
    [InlineData(64)]
    public void A_file_is_asked_for_no_more_weights_than_the_networks_have(long side)
    {
        INetworkFamily options = new FastGanOptions { GeneratorMaps = 4, DiscriminatorMaps = 2 };
        var spec = new NetworkSpec([3, side, side], options.LatentSize);
        using var generator = options.Generator(spec);
        using var discriminator = options.Discriminator(spec);
        options.LeastGeneratorWeights(spec).Should().BeInRange(1, Weights(generator));
        options.LeastDiscriminatorWeights(spec).Should().BeInRange(1, Weights(discriminator));
    }
}
