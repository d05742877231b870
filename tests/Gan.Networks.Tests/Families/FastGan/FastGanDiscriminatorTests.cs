using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.FastGan;

public sealed class FastGanDiscriminatorTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    private static DiscriminatorNetwork Make(long side, DiscriminatorNorm norm = DiscriminatorNorm.Auto)
    {
        manual_seed(6);
        var options = new FastGanOptions { DiscriminatorMaps = 2, DiscriminatorNorm = norm };
        return options.Discriminator(new NetworkSpec([3, side, side], 8));
    }

    [Fact]
    public void Two_heads_give_5x5_scores_each()
    {
        var network = Make(64);
        network.call(randn(3, 3, 64, 64), null).shape.Should().Equal(3, 1, 1, 25 + 25);
        network.FeatureSize.Should().Be((16 + 8) * 8 * 8);
    }

    [Theory]
    [InlineData(DiscriminatorNorm.None, true)]
    [InlineData(DiscriminatorNorm.Layer, true)]
    [InlineData(DiscriminatorNorm.Batch, false)]
    [InlineData(DiscriminatorNorm.Spectral, false)]
    public void Features_and_their_score_are_the_whole_network(DiscriminatorNorm norm, bool samplewise)
    {
        var network = Make(32, norm);
        network.IsSamplewise.Should().Be(samplewise);
        network.eval();
        var x = randn(3, 3, 32, 32);
        network.Score(network.Features(x, null)).allclose(network.call(x, null), 1e-4, 1e-5).Should().BeTrue();
    }

    [Fact]
    public void A_gradient_penalty_leaves_out_batch_normalisation()
    {
        var spec = new NetworkSpec([3, 32, 32], 8, GradientPenalty: true);
        var options = new FastGanOptions { DiscriminatorMaps = 2 };
        options.Discriminator(spec).IsSamplewise.Should().BeTrue();
        options.Discriminator(spec with { GradientPenalty = false }).IsSamplewise.Should().BeFalse();
    }

    [Fact]
    public void The_decoders_are_to_make_the_image_and_one_of_its_quarters()
    {
        var network = Make(32);
        var x = randn(2, 3, 32, 32);
        Tensor[] quarters =
        [
            .. from down in new[] { 0, 16 }
            from right in new[] { 0, 16 }
            select x.narrow(2, down, 16).narrow(3, right, 16),
        ];
        var seen = new HashSet<int>();
        for (var seed = 0ul; seed < 40; seed++)
        {
            using var stream = new Generator(seed);
            using var use = LayerStream.Use(stream);
            var pairs = network.Reconstruct(x, null);
            pairs[0].Target.equal(x).all().ToBoolean().Should().BeTrue();
            pairs[1].Output.shape.Should().Equal(2, 3, 16, 16);
            seen.Add(Array.FindIndex(quarters, q => q.equal(pairs[1].Target).all().ToBoolean()));
        }
        seen.Order().Should().Equal(0, 1, 2, 3);
        network.eval();
        network.Reconstruct(x, null)[1].Target.equal(quarters[0]).all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void Targets_of_large_images_are_means_over_squares()
    {
        var network = Make(288);
        var x = randn(1, 3, 288, 288);
        var target = network.Reconstruct(x, null)[0].Target;
        target.shape.Should().Equal(1, 3, 144, 144);
        target.allclose(x.view(1, 3, 144, 2, 144, 2).mean([3, 5]), 1e-5, 1e-6).Should().BeTrue();
    }

    [Fact]
    public void What_the_decoders_learn_reaches_the_layers_that_judge()
    {
        var network = Make(32);
        var pairs = network.Reconstruct(randn(4, 3, 32, 32), null);
        (pairs[0].Output - pairs[0].Target).square().mean().backward();
        network.get_parameter("stem.conv0.weight")!.grad!.abs().sum().ToDouble().Should().BeGreaterThan(0);
        network.get_parameter("smallScore.weight")!.grad.Should().BeNull("a head is no part of it");
    }

    /// <summary>Real images whose pixels are all alike are learnt in a few steps by the decoders alone.</summary>
    [Fact]
    public void The_decoders_learn_what_the_maps_hold()
    {
        var network = Make(16, DiscriminatorNorm.None);
        using var optimizer = optim.Adam(network.parameters(), 1e-2);
        var x = (rand(16, 3, 1, 1) - 0.5).expand(16, 3, 16, 16).contiguous();
        double Step()
        {
            optimizer.zero_grad();
            var loss = network
                .Reconstruct(x, null)
                .Select(p => (p.Output - p.Target).square().mean())
                .Aggregate((a, b) => a + b);
            loss.backward();
            optimizer.step();
            return loss.ToDouble();
        }
        var first = Step();
        for (var i = 0; i < 60; i++)
        {
            Step();
        }
        Step().Should().BeLessThan(first / 4);
    }

    [Fact]
    public void Decorators_hand_the_decoders_on()
    {
        var plan = new NetworkPlan
        {
            Family = new FastGanOptions { DiscriminatorMaps = 1, GeneratorMaps = 1 },
            SampleShape = [1, 32, 32],
            PackSize = 2,
            Discriminators = 2,
        };
        var pairs = plan.MakeDiscriminator().Reconstruct(randn(4, 1, 32, 32), null);
        pairs.Should().HaveCount(4, "two decoders in each of two discriminators");
        pairs[0].Target.shape.Should().Equal(2, 2, 32, 32);
    }

    [Fact]
    public void Networks_without_decoders_say_so() =>
        FluentActions
            .Invoking(() =>
                new DcganOptions().Discriminator(new NetworkSpec([1, 8, 8], 8)).Reconstruct(zeros(1, 1, 8, 8), null)
            )
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("DcganDiscriminator has no decoders. Use a network that brings them, such as FastGanOptions*");
}
