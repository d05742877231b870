using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.StyleGan2;

public sealed class StyleGan2DiscriminatorTests
{
    private static readonly StyleGan2Options Options = new()
    {
        DiscriminatorMaps = 4,
        MaxMaps = 8,
        DeviationGroup = 0,
    };

    [Theory]
    [InlineData(16, 16, true)]
    [InlineData(8, 24, true)]
    [InlineData(16, 32, false)]
    public void The_whole_is_what_the_paper_writes_with_a_filter_of_its_own(int height, int width, bool residual)
    {
        using var scope = NewDisposeScope();
        using var judge = new StyleGan2Discriminator(
            Options with
            {
                ResidualDiscriminator = residual,
            },
            new NetworkSpec([3, height, width], 6)
        );
        Randomise(judge);
        var weights = judge.Weights();
        var blocks = height == 16 ? 2 : 1;
        var images = randn(3, 3, height, width);
        var plain = PlainStyleGan2.Judge(weights, images, blocks, residual);
        (judge.call(images, null) - plain)
            .abs()
            .max()
            .ToDouble()
            .Should()
            .BeLessThan(1e-5 * (1 + plain.abs().max().ToDouble()));
        Tensor[] parameters = [.. judge.parameters()];
        var ours = Penalty(x => judge.call(x, null), images, parameters);
        var theirs = Penalty(x => PlainStyleGan2.Judge(weights, x, blocks, residual), images, parameters);
        foreach (var (our, their) in ours.Zip(theirs))
        {
            (our - their).abs().max().ToDouble().Should().BeLessThan(1e-4 * (1 + their.abs().max().ToDouble()));
        }
    }

    [Fact]
    public void The_score_belongs_to_the_features_and_the_deviation_couples_samples()
    {
        using var scope = NewDisposeScope();
        using var judge = new StyleGan2Discriminator(
            Options with
            {
                DeviationGroup = 4,
            },
            new NetworkSpec([1, 16, 16], 6)
        );
        var images = randn(4, 1, 16, 16);
        var features = judge.Features(images, null);
        features.shape.Should().Equal(4, judge.FeatureSize);
        judge.Score(features).allclose(judge.call(images, null)).Should().BeTrue();
        judge.IsSamplewise.Should().BeFalse();
        var alone = cat([.. images.split(1).Select(image => judge.call(image, null))]);
        alone.allclose(judge.call(images, null)).Should().BeFalse();
    }

    // R1 of the images: its gradients to the weights are second ones.
    private static Tensor[] Penalty(Func<Tensor, Tensor> judge, Tensor images, Tensor[] parameters)
    {
        var x = images.detach().requires_grad_();
        var slope = autograd.grad([judge(x).sum()], [x], retain_graph: true, create_graph: true)[0];
        var gradients = autograd.grad([slope.square().sum()], parameters, allow_unused: true);
        // the slope does not depend on some biases: one way says 0, the other nothing
        var present = gradients.Zip(parameters, (g, p) => g.IsInvalid ? zeros_like(p) : g);
        return [slope, .. present];
    }

    private static void Randomise(nn.Module network)
    {
        foreach (var (name, parameter) in network.named_parameters().Where(p => p.name.EndsWith("bias")))
        {
            nn.init.normal_(parameter, 0, 0.3);
        }
    }
}
