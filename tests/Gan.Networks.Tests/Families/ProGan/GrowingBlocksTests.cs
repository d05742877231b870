using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.ProGan;

/// <summary>The blocks, seen from the networks: equalised rates keep the size of what goes through them.</summary>
public sealed class GrowingBlocksTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(32)]
    public void Images_of_fresh_weights_are_of_unit_size_at_each_width_and_stage(long maps)
    {
        using var scope = NewDisposeScope();
        var options = new ProGanOptions
        {
            GeneratorMaps = maps,
            MaxMaps = 4 * maps,
            StageImages = 1,
            FadeImages = 0,
        };
        using var generator = options.Generator(new NetworkSpec([3, 16, 16], 64));
        for (var step = 1; step <= 3; step++)
        {
            generator.BeginStep(new TrainingMoment(step, 9, 1));
            // a mean of unit features over a layer of unit weights; few maps make few draws
            generator.call(randn(64, 64), null).std().ToDouble().Should().BeInRange(0.4, 2);
        }
    }

    [Fact]
    public void The_penalty_of_a_gradient_has_a_gradient_of_its_own_that_differences_confirm()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        var options = new ProGanOptions { DiscriminatorMaps = 3, MaxMaps = 3 };
        using var network = options.Discriminator(new NetworkSpec([1, 8, 7], 6));
        network.to(ScalarType.Float64);
        network.get_buffer("level")!.fill_(0.5);
        var images = randn(4, 1, 8, 7, ScalarType.Float64).requires_grad_();
        var weight = network.parameters().First(p => p.dim() == 4);
        Tensor Squares() =>
            autograd
                .grad([network.call(images, null).sum()], [images], retain_graph: true, create_graph: true)[0]
                .square()
                .sum();
        Squares().backward();
        var slope = weight.grad!.flatten()[1].ToDouble();
        double Moved(double by)
        {
            using (no_grad())
            {
                weight.flatten()[1].add_(by);
            }
            var value = Squares().ToDouble();
            using (no_grad())
            {
                weight.flatten()[1].add_(-by);
            }
            return value;
        }
        ((Moved(1e-5) - Moved(-1e-5)) / 2e-5).Should().BeApproximately(slope, 1e-4 * (1 + Math.Abs(slope)));
    }
}
