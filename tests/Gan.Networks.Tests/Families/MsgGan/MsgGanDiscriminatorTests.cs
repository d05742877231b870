using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.MsgGan;

public sealed class MsgGanDiscriminatorTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    private static DiscriminatorNetwork Network(long group)
    {
        var options = new MsgGanOptions
        {
            DiscriminatorMaps = 4,
            MaxMaps = 8,
            DeviationGroup = group,
        };
        return options.Discriminator(new NetworkSpec(options.JudgedShape([3, 16, 16]), 6));
    }

    [Fact]
    public void Plain_images_are_read_with_their_own_smaller_ones()
    {
        using var network = Network(4);
        var images = randn(4, 3, 16, 16);
        var packed = network.Reals(images);
        network.call(images, null).equal(network.call(packed, null)).all().ToBoolean().Should().BeTrue();
        var features = network.Features(packed, null);
        features.shape.Should().Equal(4, network.FeatureSize);
        network.Score(features).equal(network.call(packed, null)).all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void A_smaller_image_that_does_not_belong_changes_the_score()
    {
        using var network = Network(0);
        var packed = network.Reals(randn(2, 3, 16, 16));
        var other = packed.clone();
        other[.., .., 8..12, 16..20].add_(1);
        (network.call(packed, null) - network.call(other, null)).abs().min().ToDouble().Should().BeGreaterThan(1e-4);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(4, false)]
    public void Samples_of_a_group_are_compared_where_asked(long group, bool samplewise)
    {
        using var network = Network(group);
        network.IsSamplewise.Should().Be(samplewise);
        var images = network.Reals(randn(4, 3, 16, 16));
        var alone = network.call(images.narrow(0, 0, 2), null) - network.call(images, null).narrow(0, 0, 2);
        (alone.abs().max().ToDouble() < 1e-5).Should().Be(samplewise);
    }

    [Fact]
    public void Other_sizes_are_refused()
    {
        using var network = Network(4);
        network.Invoking(n => n.call(randn(2, 3, 8, 8), null)).Should().Throw<ArgumentException>();
        network.Invoking(n => n.call(randn(2, 3), null)).Should().Throw<ArgumentException>();
        network.Invoking(n => n.Reals(null!)).Should().Throw<ArgumentNullException>();
    }
}
