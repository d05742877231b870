using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.ProGan;

public sealed class ProGanDiscriminatorTests : IDisposable
{
    private static readonly ProGanOptions Options = new()
    {
        DiscriminatorMaps = 4,
        MaxMaps = 8,
        StageImages = 100,
        FadeImages = 100,
    };

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    private static void Tell(DiscriminatorNetwork network, long images) =>
        network.BeginStep(new TrainingMoment(images + 1, 9, 1));

    // Means of 2x2 squares by axes, and each repeated, where the side is even.
    private static Tensor Squares(Tensor image)
    {
        var (n, c, h, w) = (image.size(0), image.size(1), image.size(2), image.size(3));
        var means = image.reshape(n, c, h / 2, 2, w / 2, 2).mean([3, 5]);
        return means.repeat_interleave(2, 2).repeat_interleave(2, 3);
    }

    [Fact]
    public void A_lower_stage_sees_nothing_of_what_is_finer()
    {
        using var network = Options.Discriminator(new NetworkSpec([3, 16, 16], 6));
        var images = randn(4, 3, 16, 16);
        var grown = network.call(images, null);
        Tell(network, 200); // 8x8, whole
        var scores = network.call(images, null);
        (scores - network.call(Squares(images), null)).abs().max().ToDouble().Should().BeLessThan(1e-5);
        (scores - grown).abs().max().ToDouble().Should().BeGreaterThan(1e-3);
    }

    [Fact]
    public void A_fade_begins_at_the_lower_stage_and_ends_at_the_new_one()
    {
        using var network = (ProGanDiscriminator)Options.Discriminator(new NetworkSpec([3, 16, 16], 6));
        var images = randn(4, 3, 16, 16);
        Tensor Score(double share)
        {
            network.get_buffer("level")!.fill_(1 + share);
            return network.call(images, null);
        }
        (Score(0) - Score(1e-7)).abs().max().ToDouble().Should().BeLessThan(1e-4);
        (Score(1) - Score(1 - 1e-7)).abs().max().ToDouble().Should().BeLessThan(1e-4);
        (Score(0) - Score(1)).abs().max().ToDouble().Should().BeGreaterThan(1e-3);
        network.Level.Should().Be(2);
    }

    [Fact]
    public void Reals_are_blended_by_the_share_of_the_fade()
    {
        using var network = Options.Discriminator(new NetworkSpec([3, 16, 16], 6));
        var real = randn(2, 3, 16, 16);
        Tell(network, 200 + 100 + 25); // a quarter of 16x16
        var blended = (0.75 * Squares(real)) + (0.25 * real);
        (network.Reals(real) - blended).abs().max().ToDouble().Should().BeLessThan(1e-6);
        Tell(network, 100 + 50); // half of 8x8
        var eight = Squares(real);
        var four = Squares(eight.slice(2, 0, 16, 2).slice(3, 0, 16, 2)).repeat_interleave(2, 2).repeat_interleave(2, 3);
        (network.Reals(real) - ((four + eight) / 2)).abs().max().ToDouble().Should().BeLessThan(1e-6);
        Tell(network, 400);
        network.Reals(real).equal(real).all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void Odd_sides_keep_their_last_pixels()
    {
        using var network = Options.Discriminator(new NetworkSpec([1, 9, 7], 6));
        var real = randn(2, 1, 9, 7);
        Tell(network, 100 + 50);
        var blended = network.Reals(real);
        blended.shape.Should().Equal(2, 1, 9, 7);
        (blended - real)[.., .., 8, 6].abs().max().ToDouble().Should().BeLessThan(1e-6, "the corner stands alone");
        network.call(blended, null).shape.Should().Equal(2);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(4, false)]
    public void Samples_of_a_group_are_compared_where_asked(long group, bool samplewise)
    {
        using var network = (Options with { DeviationGroup = group }).Discriminator(new NetworkSpec([1, 16, 16], 6));
        network.IsSamplewise.Should().Be(samplewise);
        var images = randn(4, 1, 16, 16);
        var alone = network.call(images.narrow(0, 0, 2), null) - network.call(images, null).narrow(0, 0, 2);
        (alone.abs().max().ToDouble() < 1e-5).Should().Be(samplewise);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Biases_stand_as_they_are_beside_weights_with_a_gain(bool growing)
    {
        INetworkFamily family = growing ? Options : new MsgGanOptions { DiscriminatorMaps = 4 };
        using var network = family.Discriminator(new NetworkSpec([1, 4, 4], 6));
        using (no_grad())
        {
            foreach (var (name, parameter) in network.named_parameters())
            {
                parameter.fill_(name == "last.dense.bias" ? 3 : 0);
            }
        }
        network.Features(ones(4, 1, 4, 4), null).eq(3).all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void Features_lead_to_the_score()
    {
        using var network = Options.Discriminator(new NetworkSpec([1, 16, 16], 6));
        var images = randn(4, 1, 16, 16);
        var features = network.Features(images, null);
        features.shape.Should().Equal(4, network.FeatureSize);
        network.Score(features).equal(network.call(images, null)).all().ToBoolean().Should().BeTrue();
        network.Invoking(n => n.call(randn(2, 1, 8, 8), null)).Should().Throw<ArgumentException>();
    }
}
