using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.MsgGan;

/// <summary>Images of several resolutions in one tensor, seen from the discriminator.</summary>
public sealed class PyramidTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    private static DiscriminatorNetwork Network(long channels, long height, long width, long group = 0)
    {
        var options = new MsgGanOptions
        {
            DiscriminatorMaps = 4,
            MaxMaps = 8,
            DeviationGroup = group,
        };
        return options.Discriminator(new NetworkSpec(options.JudgedShape([channels, height, width]), 6));
    }

    [Theory]
    [InlineData(16, 16, 16, 24)]
    [InlineData(28, 28, 28, 42)]
    [InlineData(33, 21, 33, 32)]
    [InlineData(65, 130, 65, 195)]
    [InlineData(6, 9, 6, 9)]
    [InlineData(9, 6, 9, 6)]
    [InlineData(7, 8, 7, 12)]
    public void The_shape_has_room_for_all_and_leads_back_to_the_image(long height, long width, long high, long wide)
    {
        new MsgGanOptions().JudgedShape([3, height, width]).Should().Equal(3, high, wide);
        using var network = Network(3, height, width);
        network.Reals(randn(2, 3, height, width)).shape.Should().Equal(2, 3, high, wide);
    }

    [Theory]
    [InlineData(-3, 5)]
    [InlineData(5, -3)]
    [InlineData(0, 0)]
    public void Sides_that_are_none_come_back_for_Problems_to_name(long height, long width) =>
        new MsgGanOptions().JudgedShape([3, height, width]).Should().Equal(3, height, width);

    [Fact]
    public void Real_images_stand_beside_their_means_of_squares()
    {
        using var network = Network(1, 16, 16);
        var real = randn(2, 1, 16, 16);
        var packed = network.Reals(real);
        packed.narrow(3, 0, 16).equal(real).all().ToBoolean().Should().BeTrue();
        var eight = real.reshape(2, 1, 8, 2, 8, 2).mean([3, 5]);
        var four = eight.reshape(2, 1, 4, 2, 4, 2).mean([3, 5]);
        (packed[.., .., ..8, 16..] - eight).abs().max().ToDouble().Should().BeLessThan(1e-6);
        (packed[.., .., 8..12, 16..20] - four).abs().max().ToDouble().Should().BeLessThan(1e-6);
        network.Reals(packed).equal(packed).all().ToBoolean().Should().BeTrue("it holds them already");
    }

    [Fact]
    public void Every_pixel_of_every_resolution_counts_and_the_room_between_does_not()
    {
        using var network = Network(1, 16, 16);
        var packed = network.Reals(randn(2, 1, 16, 16)).detach().requires_grad_();
        network.call(packed, null).sum().backward();
        var slope = packed.grad!.abs();
        slope[.., .., .., ..16].min().ToDouble().Should().BeGreaterThan(0);
        slope[.., .., ..8, 16..].min().ToDouble().Should().BeGreaterThan(0);
        slope[.., .., 8..12, 16..20].min().ToDouble().Should().BeGreaterThan(0);
        slope[.., .., 12.., 16..].max().ToDouble().Should().Be(0);
        slope[.., .., 8..12, 20..].max().ToDouble().Should().Be(0);
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(11, 9)]
    public void A_change_befalls_all_resolutions_alike(long height, long width)
    {
        using var network = Network(1, height, width);
        var real = randn(2, 1, height, width);
        var packed = network.Reals(real);
        var same = network.Changed(packed, images => images);
        (same - packed).abs().max().ToDouble().Should().BeLessThan(1e-6);
        var brighter = network.Changed(packed, images => images + 0.5);
        (brighter - network.Reals(real + 0.5)).abs().max().ToDouble().Should().BeLessThan(1e-6);
        if (width % 8 == 0)
        {
            var mirrored = network.Changed(packed, images => images.flip(3));
            (mirrored - network.Reals(real.flip(3))).abs().max().ToDouble().Should().BeLessThan(1e-6);
        }
    }
}
