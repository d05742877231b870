using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks;

/// <summary>What networks say of inputs that they do not read.</summary>
public class NetworkInputTests
{
    [Fact]
    public void A_network_for_one_size_names_its_shape_and_what_it_got()
    {
        using var network = new DcganOptions { FeatureMaps = 2 }.Discriminator(new NetworkSpec([1, 16, 16], 8));
        network
            .Invoking(n => n.call(zeros(2, 1, 16, 12), null))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "DcganDiscriminator reads Float32 [N, 1, 16, 16], but sample is Float32 [2, 1, 16, 12]. (Parameter *"
            );
    }

    [Theory]
    [InlineData(new long[] { 1, 2, 16, 16 }, false)]
    [InlineData(new long[] { 1, 3, 16, 18 }, false)]
    [InlineData(new long[] { 1, 3, 18, 16 }, false)]
    [InlineData(new long[] { 3, 16, 16 }, false)]
    [InlineData(new long[] { 2, 3, 32, 16 }, true)]
    public void A_network_for_any_size_names_channels_and_multiple(long[] shape, bool fits)
    {
        using var network = new UNet { Depth = 2, FeatureMaps = 2 }.Translator(new([3, 16, 16], [1, 16, 16]));
        var act = network.Invoking(n => n.call(zeros(shape)));
        if (fits)
        {
            act.Should().NotThrow();
            network.Invoking(n => n.call(zeros(shape, dtype: float64))).Should().Throw<ArgumentException>();
        }
        else
        {
            act.Should()
                .Throw<ArgumentException>()
                .WithMessage(
                    "UNet reads Float32 [N, 3, H, W] with sides that are multiples of 4, but image is Float32*"
                );
        }
    }
}
