using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Networks.ResNet;

/// <summary>Each block beside the layers of its paper, written out on doubles (Gulrajani et al. 2017, appendix; Miyato
/// et al. 2018, table 3).</summary>
public sealed class ResNetBlocksTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public ResNetBlocksTests() => manual_seed(3);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void A_block_of_the_generator_normalises_doubles_and_convolves_twice_beside_its_input()
    {
        var network = new ResNetOptions { GeneratorMaps = 6 }.Generator(new NetworkSpec([3, 16, 16], 8));
        var block = (Module<Tensor, Tensor?, Tensor>)Part(network, "layers.up1");
        var layer = new Layers(block);
        var x = randn(3, 6, 4, 4);

        var inner = layer.Conv("conv1", Double(layer.Norm("norm1", x.to(float64)).relu()), padding: 1);
        var residual = layer.Conv("conv2", layer.Norm("norm2", inner).relu(), padding: 1);
        var expected = residual + layer.Conv("shortcut", Double(x.to(float64)), padding: 0);

        ShouldBe(block.call(x, null), expected);
    }

    [Theory]
    [InlineData("layers.block1", true)]
    [InlineData("layers.block2", false)]
    public void A_block_of_the_discriminator_convolves_twice_and_halves_where_it_should(string name, bool halves)
    {
        var block = Block(name);
        var layer = new Layers(block);
        var x = randn(2, 5, 8, 8);

        var wide = x.to(float64);
        var residual = layer.Conv("conv2", layer.Conv("conv1", wide.relu(), padding: 1).relu(), padding: 1);
        var expected = halves ? Mean(residual) + layer.Conv("shortcut", Mean(wide), padding: 0) : residual + wide;

        ShouldBe(block.call(x), expected);
    }

    [Fact]
    public void The_first_block_reads_the_image_as_it_is()
    {
        var block = Block("layers.first");
        var layer = new Layers(block);
        var x = randn(2, 3, 16, 16);

        var wide = x.to(float64);
        var residual = layer.Conv("conv2", layer.Conv("conv1", wide, padding: 1).relu(), padding: 1);
        var expected = Mean(residual) + layer.Conv("shortcut", Mean(wide), padding: 0);

        ShouldBe(block.call(x), expected);
    }

    [Fact]
    public void Convolutions_start_as_Xavier_s_uniform_distribution_with_gain_root_two_on_the_residual_path()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var g = ResNetOptions.Wgangp32.Generator(new NetworkSpec([3, 32, 32], 128));
        double Std(string name) => g.get_parameter(name)!.std().ToDouble();
        Std("layers.up1.conv1.weight").Should().BeApproximately(Math.Sqrt(2) * Math.Sqrt(2.0 / (9 * 256)), 2e-4);
        Std("layers.up1.shortcut.weight").Should().BeApproximately(Math.Sqrt(2.0 / 256), 2e-3);
        Std("project.weight").Should().BeApproximately(Math.Sqrt(2.0 / (128 + 2048)), 2e-4);
        foreach (var (name, bias) in g.named_parameters().Where(p => p.name.EndsWith("bias")))
        {
            bias.abs().max().ToDouble().Should().Be(0, name);
        }
    }

    private static Module<Tensor, Tensor> Block(string name)
    {
        var options = new ResNetOptions { DiscriminatorMaps = 5, DiscriminatorNorm = DiscriminatorNorm.None };
        return (Module<Tensor, Tensor>)Part(options.Discriminator(new NetworkSpec([3, 32, 32], 8)), name);
    }

    // With weights, biases and running statistics as training may leave them.
    private static nn.Module Part(nn.Module network, string name)
    {
        using var _ = no_grad();
        foreach (var (key, tensor) in network.state_dict())
        {
            if (tensor.is_floating_point())
            {
                tensor.copy_(
                    key.EndsWith("running_var", StringComparison.Ordinal)
                        ? rand_like(tensor) + 0.5
                        : randn_like(tensor) * 0.3
                );
            }
        }
        network.eval();
        return network.named_modules().Single(part => part.name == name).module;
    }

    private static Tensor Double(Tensor maps) => maps.repeat_interleave(2, 2).repeat_interleave(2, 3);

    private static Tensor Mean(Tensor maps) => functional.avg_pool2d(maps, 2);

    private static void ShouldBe(Tensor fast, Tensor exact)
    {
        fast.shape.Should().Equal(exact.shape);
        var far = (fast.to(float64) - exact).norm() / exact.norm();
        far.ToDouble().Should().BeLessThan(1e-5);
    }

    private sealed class Layers(nn.Module block)
    {
        private readonly Dictionary<string, Tensor> state = block
            .state_dict()
            .ToDictionary(s => s.Key, s => s.Value.to(float64));

        internal Tensor Conv(string name, Tensor maps, long padding) =>
            functional.conv2d(
                maps,
                state[$"{name}.weight"],
                state.GetValueOrDefault($"{name}.bias"),
                padding: [padding, padding]
            );

        internal Tensor Norm(string name, Tensor maps)
        {
            Tensor Each(string what) => state[$"{name}.{what}"].view(1, -1, 1, 1);
            var scaled = (maps - Each("running_mean")) / (Each("running_var") + 1e-5).sqrt();
            return scaled * Each("weight") + Each("bias");
        }
    }
}
