using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks;

/// <summary>Norms that keep samples apart do so in gradients too, also with the kernels' layouts: TorchSharp's instance
/// normalisation gives wrong ones for a batch of one whose gradient has its channels innermost.</summary>
public class DiscriminatorNormTests
{
    [Theory]
    [InlineData(DiscriminatorNorm.Instance, false)]
    [InlineData(DiscriminatorNorm.Instance, true)]
    [InlineData(DiscriminatorNorm.Layer, false)]
    [InlineData(DiscriminatorNorm.Layer, true)]
    [InlineData(DiscriminatorNorm.None, false)]
    [InlineData(DiscriminatorNorm.None, true)]
    public void Gradients_of_images_one_by_one_add_up_to_those_of_the_batch(DiscriminatorNorm norm, bool residual)
    {
        using var scope = NewDisposeScope();
        using var kernels = LayerKernels.Use(true);
        INetworkFamily options = residual
            ? new ResNetOptions { DiscriminatorNorm = norm }
            : new DcganOptions { DiscriminatorNorm = norm };
        using var network = options.Discriminator(new NetworkSpec([3, 32, 32], 8));
        using var random = new Generator(3);
        var images = randn([2, 3, 32, 32], generator: random);
        network.call(images, null).sum().backward();
        var whole = network.parameters().Select(p => p.grad!.clone()).ToList();
        network.zero_grad();
        network.call(images[0..1], null).sum().backward();
        network.call(images[1..2], null).sum().backward();
        // A bias in front of a norm has no gradient but rounding, which is as large as the others make it.
        var largest = whole.Max(expected => expected.norm().ToDouble());
        foreach (var (gradient, expected) in network.parameters().Select(p => p.grad!).Zip(whole))
        {
            (gradient - expected).norm().ToDouble().Should().BeLessThan(1e-4 * largest);
        }
    }
}
