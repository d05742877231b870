using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Translation;

public class SrDiscriminatorTests
{
    [Fact]
    public void It_gives_one_score_to_images_of_any_size()
    {
        using var scope = NewDisposeScope();
        using var network = new SrDiscriminator { FeatureMaps = 2, Norm = DiscriminatorNorm.Instance }.Discriminator(
            new NetworkSpec([3, 32, 32], 1)
        );
        var image = randn(2, 3, 40, 33).requires_grad_();
        var scores = network.call(image, null);
        scores.shape.Should().Equal(2);
        network.FeatureSize.Should().Be(32);
        network.Score(network.Features(image, null)).eq(scores).all().item<bool>().Should().BeTrue();
        autograd.grad([scores[0]], [image])[0][1].abs().max().item<float>().Should().Be(0, "it judges each for itself");
    }

    [Fact]
    public void The_paper_s_widths_are_counted()
    {
        using var network = SrDiscriminator.Srgan.Discriminator(new NetworkSpec([3, 96, 96], 1));
        (long From, long To)[] normed =
        [
            (64, 64),
            (64, 128),
            (128, 128),
            (128, 256),
            (256, 256),
            (256, 512),
            (512, 512),
        ];
        var dense = (512 * 1024) + 1024 + 1024 + 1; // over the mean of 512 maps instead of all places
        var count = TranslatorWitness.Count(network);
        count.Should().Be((9 * 3 * 64) + 64 + normed.Sum(l => 9 * l.From * l.To + 2 * l.To) + dense);
    }

    [Fact]
    public void Small_images_and_settings_are_refused()
    {
        new SrDiscriminator().Problems([3, 15, 20]).Single().Remedy.Should().Contain("PatchDiscriminator");
        new SrDiscriminator { FeatureMaps = 0 }
            .Problems([3, 32, 32])
            .Should()
            .ContainSingle();
        IJudgeFamily judge = new SrDiscriminator { Norm = DiscriminatorNorm.Spectral };
        judge.Slope.Should().Be(Losses.CriticSlope.Bounded);
        judge.CouplesSamples.Should().BeFalse();
    }
}
