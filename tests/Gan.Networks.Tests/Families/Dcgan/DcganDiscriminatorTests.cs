using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Tests.Networks;

public class DcganDiscriminatorTests
{
    [Fact]
    public void The_discriminator_s_normalisation_is_as_chosen()
    {
        int Count<T>(DiscriminatorNorm norm, bool penalty)
        {
            using var d = new DcganOptions { FeatureMaps = 4, DiscriminatorNorm = norm }.Discriminator(
                new NetworkSpec([1, 32, 32], 8, GradientPenalty: penalty)
            );
            return d.modules().OfType<T>().Count();
        }
        Count<BatchNorm>(DiscriminatorNorm.Auto, penalty: false).Should().Be(2);
        Count<BatchNorm>(DiscriminatorNorm.Auto, penalty: true).Should().Be(0);
        Count<InstanceNorm2d>(DiscriminatorNorm.Instance, penalty: true).Should().Be(2);
        Count<BatchNorm>(DiscriminatorNorm.None, penalty: false).Should().Be(0);
    }

    [Fact]
    public void Spectral_and_layer_normalisation_take_the_place_of_batch_normalisation()
    {
        using var scope = NewDisposeScope();
        DiscriminatorNetwork Make(DiscriminatorNorm norm) =>
            new DcganOptions { FeatureMaps = 4, DiscriminatorNorm = norm }.Discriminator(
                new NetworkSpec([1, 32, 32], 8)
            );
        var spectral = Make(DiscriminatorNorm.Spectral);
        spectral.modules().OfType<SpectralNorm>().Should().HaveCount(4, "three convolutions and the score");
        spectral.modules().OfType<BatchNorm>().Should().BeEmpty();
        foreach (var layer in spectral.modules().OfType<SpectralNorm>())
        {
            linalg
                .svdvals(layer.NormalisedWeight().detach().flatten(1))[0]
                .ToDouble()
                .Should()
                .BeApproximately(1, 1e-4, "the start at N(0, 0.02) comes before");
        }
        var layered = Make(DiscriminatorNorm.Layer).modules().OfType<GroupNorm>().ToList();
        layered.Should().HaveCount(2);
        layered
            .Should()
            .OnlyContain(
                n => n.weight.sub(1).abs().max().ToDouble() < 0.2 && n.bias!.abs().max().ToDouble() == 0,
                "it starts at N(1, 0.02)"
            );
    }

    [Fact]
    public void Minibatch_deviation_widens_the_features_by_one_plane()
    {
        using var scope = NewDisposeScope();
        var spec = new NetworkSpec([1, 32, 32], 8);
        var d = new DcganOptions { FeatureMaps = 4, MinibatchStd = true }.Discriminator(spec);
        d.FeatureSize.Should().Be((16 + 1) * 16);
        d.Features(randn(6, 1, 32, 32), null).shape.Should().Equal(6, d.FeatureSize);
    }

    [Fact]
    public void The_state_s_names_stay_as_they_were()
    {
        using var d = new DcganOptions { FeatureMaps = 4 }.Discriminator(new NetworkSpec([1, 16, 16], 8));
        string[] parameters =
        [
            "layers.conv0.weight",
            "layers.conv0.bias",
            "layers.conv1.weight",
            "layers.norm1.weight",
            "layers.norm1.bias",
            "score.weight",
            "score.bias",
        ];
        string[] buffers =
        [
            "layers.norm1.running_mean",
            "layers.norm1.running_var",
            "layers.norm1.num_batches_tracked",
        ];
        d.named_parameters().Select(p => p.name).Should().Equal(parameters);
        d.named_buffers().Select(b => b.name).Should().Equal(buffers);
        d.state_dict()
            .Keys.Should()
            .Equal([.. parameters, .. buffers], "TorchSharp lists buffers behind all parameters");
    }
}
