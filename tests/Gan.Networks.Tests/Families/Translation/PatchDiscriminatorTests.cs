using Gan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Translation;

public class PatchDiscriminatorTests
{
    private static DiscriminatorNetwork Make(PatchDiscriminator options, long channels, bool penalty = false) =>
        options.Discriminator(new NetworkSpec([channels, 64, 64], 1, GradientPenalty: penalty));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 16)]
    [InlineData(2, 34)]
    [InlineData(3, 70)]
    [InlineData(4, 142)]
    public void A_score_depends_on_as_many_pixels_as_the_papers_say(int layers, long field)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var options = new PatchDiscriminator
        {
            Layers = layers,
            FeatureMaps = 2,
            Norm = DiscriminatorNorm.None,
        };
        using var network = Make(options, 2);
        var side = 3 * field + 20; // room on all sides of the middle
        var image = randn(1, 2, side, side).requires_grad_();
        var scores = network.call(image, null);
        var middle = scores.shape[2] / 2;
        var support = autograd.grad([scores[0, 0, middle, middle]], [image])[0].ne(0);
        support.any(3).any(1).sum().item<long>().Should().Be(field).And.Be(options.ReceptiveField);
        support.any(2).any(1).sum().item<long>().Should().Be(field);
    }

    [Fact]
    public void It_computes_what_PyTorch_computes()
    {
        var options = new PatchDiscriminator
        {
            Layers = 2,
            FeatureMaps = 4,
            Norm = DiscriminatorNorm.Instance,
        };
        using var network = Make(options, 3);
        TranslatorWitness.Check("PatchDiscriminator", new Unconditional(network), 2, 3, 19, 24);
    }

    [Fact]
    public void The_paper_s_network_has_2_77_million_weights()
    {
        using var network = Make(PatchDiscriminator.Paper, 6);
        TranslatorWitness.Count(network).Should().Be(2_768_705, "of input and image, with batch normalisation");
    }

    [Theory]
    [InlineData(DiscriminatorNorm.Auto, false, typeof(BatchNorm2d), 3)]
    [InlineData(DiscriminatorNorm.Auto, true, typeof(InstanceNormalization), 3)]
    [InlineData(DiscriminatorNorm.Instance, false, typeof(InstanceNormalization), 3)]
    [InlineData(DiscriminatorNorm.Spectral, false, typeof(SpectralNorm), 5)]
    public void Its_normalisation_is_as_chosen(DiscriminatorNorm norm, bool penalty, Type layer, int count)
    {
        using var network = Make(new PatchDiscriminator { Norm = norm }, 3, penalty);
        network.modules().Count(layer.IsInstanceOfType).Should().Be(count);
        network.IsSamplewise.Should().Be(layer == typeof(InstanceNormalization));
    }

    [Fact]
    public void Images_that_are_too_small_are_refused_with_the_layers_that_go()
    {
        new PatchDiscriminator().Problems([6, 24, 24]).Should().BeEmpty();
        using (var scope = NewDisposeScope())
        {
            Make(new PatchDiscriminator(), 6).call(randn(2, 6, 24, 24), null).shape.Should().Equal(2, 1, 1, 1);
        }
        var problem = new PatchDiscriminator().Problems([6, 23, 40]).Single();
        problem
            .ToString()
            .Should()
            .EndWith("at least 24, but the images are 23x40. Set PatchDiscriminator.Layers = 2.");
    }

    [Fact]
    public void Losses_and_penalties_take_its_map_of_patches()
    {
        using var scope = NewDisposeScope();
        using var network = Make(new PatchDiscriminator { Layers = 1, Norm = DiscriminatorNorm.Instance }, 1);
        using var random = new Generator(1);
        var real = randn(2, 1, 16, 16);
        var fake = randn(2, 1, 16, 16);
        var (ofReal, ofFake) = network.Scores(real, fake, null);
        ofReal.shape.Should().Equal(2, 1, 6, 6);
        IGanLoss[] losses =
        [
            new NonSaturatingLoss(),
            new MinimaxLoss(),
            new LeastSquaresLoss(),
            new HingeLoss(),
            new WassersteinLoss(),
            new RelativisticAverageLoss(),
            new RelativisticPairedLoss(),
        ];
        foreach (var loss in losses)
        {
            // a patch is a sample of its own
            var flat = loss.Discriminator(ofReal.flatten(), ofFake.flatten());
            loss.Discriminator(ofReal, ofFake).allclose(flat).Should().BeTrue(loss.Describe());
            flat = loss.Generator(ofFake.flatten(), () => ofReal.flatten());
            loss.Generator(ofFake, () => ofReal).allclose(flat).Should().BeTrue(loss.Describe());
        }
        var context = PenaltyContext.ForDiscriminator(
            new Judged(real, fake, ofReal, ofFake),
            x => network.call(x, null),
            random
        );
        IPenalty[] penalties = [new GradientPenalty(), new R1Penalty(), new DraganPenalty(), new LeCamPenalty()];
        foreach (var penalty in penalties)
        {
            penalty.Penalty(context).shape.Should().BeEmpty(penalty.Describe());
        }
    }

    [Fact]
    public void A_wrapped_network_keeps_its_patches()
    {
        using var scope = NewDisposeScope();
        using var wrapped = DiscriminatorNetwork.Wrap(nn.Conv2d(2, 1, 4, stride: 2));
        wrapped.call(randn(3, 2, 10, 8), null).shape.Should().Equal(3, 1, 4, 3);
        wrapped.call(randn(3, 2, 4, 4), null).shape.Should().Equal(3);
    }

    private sealed class Unconditional : nn.Module<Tensor, Tensor>
    {
        private readonly DiscriminatorNetwork network;

        internal Unconditional(DiscriminatorNetwork network)
            : base(nameof(Unconditional))
        {
            this.network = network;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => network.call(input, null);
    }
}
