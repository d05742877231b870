using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Networks.BigGan;

/// <summary>Each block beside the layers of its paper, written out on doubles (Brock et al. 2019, figure 15).</summary>
public sealed class BigGanBlocksTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public BigGanBlocksTests() => manual_seed(3);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void A_block_of_the_generator_normalises_doubles_and_convolves_twice_beside_its_input()
    {
        using var _ = no_grad();
        var options = new BigGanOptions
        {
            GeneratorMaps = 2,
            LatentSize = 8,
            SharedEmbedding = 0,
            LatentInEveryBlock = false,
        };
        var g = options.Generator(new NetworkSpec([3, 32, 32], 8));
        g.eval();
        var block = (Module<Tensor, Tensor?, Tensor>)Part(g, "block1");
        var w = new Layers(block);
        var x = randn(2, 8, 4, 4);
        var wide = x.to(float64);
        var inner = w.Conv("conv1", Double(w.Norm("norm1", wide).relu()), 1);
        var residual = w.Conv("conv2", w.Norm("norm2", inner).relu(), 1);
        ShouldBe(block.call(x, null), residual + w.Conv("shortcut", Double(wide), 0));
    }

    [Theory]
    [InlineData("layers.block1", 3, true)]
    [InlineData("layers.block2", 8, true)]
    [InlineData("layers.block3", 8, false)]
    public void A_block_of_the_discriminator_convolves_twice_and_halves_where_it_should(
        string name,
        long channels,
        bool halves
    )
    {
        using var _ = no_grad();
        var options = new BigGanOptions { DiscriminatorMaps = 2, LatentSize = 8 };
        var d = options.Discriminator(new NetworkSpec([3, 32, 32], 8));
        d.eval();
        var block = (Module<Tensor, Tensor>)Part(d, name);
        var w = new Layers(block);
        var x = randn(2, channels, 8, 8);
        var wide = x.to(float64);
        var first = name == "layers.block1" ? wide : wide.relu();
        var residual = w.Conv("conv2", w.Conv("conv1", first, 1).relu(), 1);
        var expected = halves ? Mean(residual) + w.Conv("shortcut", Mean(wide), 0) : residual + wide;
        ShouldBe(block.call(x), expected);
    }

    private static nn.Module Part(nn.Module network, string name)
    {
        var part = network.named_modules().Single(m => m.name == name).module;
        foreach (var (key, tensor) in part.state_dict())
        {
            if (key.EndsWith("running_var", StringComparison.Ordinal))
            {
                tensor.copy_(rand_like(tensor) + 0.5);
            }
            else if (tensor.is_floating_point())
            {
                tensor.copy_(randn_like(tensor) * 0.3);
            }
        }
        foreach (var layer in part.modules().OfType<SpectralNorm>())
        {
            layer.Restart();
        }
        return part;
    }

    private static Tensor Double(Tensor maps) => maps.repeat_interleave(2, 2).repeat_interleave(2, 3);

    private static Tensor Mean(Tensor maps) => functional.avg_pool2d(maps, 2);

    private static void ShouldBe(Tensor found, Tensor exact)
    {
        found.shape.Should().Equal(exact.shape);
        ((found.to(float64) - exact).norm() / exact.norm()).ToDouble().Should().BeLessThan(1e-5);
    }

    private sealed class Layers(nn.Module block)
    {
        private readonly Dictionary<string, Tensor> state = block
            .state_dict()
            .ToDictionary(s => s.Key, s => s.Value.to(float64));

        // divided by the largest singular value of the matrix [out, in·k·k]
        internal Tensor Conv(string name, Tensor maps, long padding)
        {
            var weight = state[$"{name}.weight"];
            var largest = linalg.svdvals(weight.flatten(1)).max();
            return functional.conv2d(maps, weight / largest, state[$"{name}.bias"], padding: [padding, padding]);
        }

        internal Tensor Norm(string name, Tensor maps)
        {
            Tensor Each(string what) => state[$"{name}.{what}"].view(1, -1, 1, 1);
            var scaled = (maps - Each("running_mean")) / (Each("running_var") + 1e-5).sqrt();
            return scaled * Each("weight") + Each("bias");
        }
    }
}
