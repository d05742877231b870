using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Networks.R3gan;

/// <summary>The paper's claims about the start, and a block beside the layers of the paper written out on doubles
/// (Huang et al. 2024, figure 4).</summary>
public sealed class R3ganBlocksTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public R3ganBlocksTests() => manual_seed(5);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Each_residual_block_starts_as_the_identity()
    {
        var spec = new NetworkSpec([3, 32, 32], 64);
        nn.Module[] networks = [new R3ganOptions().Generator(spec), new R3ganOptions().Discriminator(spec)];
        foreach (var network in networks)
        {
            var blocks = network
                .named_modules()
                .Where(m => m.name.Contains("block") && !m.name.Contains("n."))
                .ToList();
            blocks = [.. blocks.Where(m => m.module is Module<Tensor, Tensor> && m.name.Split('.').Length == 2)];
            blocks.Should().HaveCount(4);
            foreach (var (name, block) in blocks)
            {
                var x = randn(2, 48, 8, 8);
                ((Module<Tensor, Tensor>)block).call(x).equal(x).all().ToBoolean().Should().BeTrue(name);
            }
        }
    }

    [Fact]
    public void A_block_is_a_bottleneck_turned_inside_out_of_grouped_convolutions()
    {
        var d = new R3ganOptions { Maps = 16 }.Discriminator(new NetworkSpec([3, 8, 8], 4));
        var block = (Module<Tensor, Tensor>)d.named_modules().Single(m => m.name == "layers.block1_1").module;
        using var _ = no_grad();
        foreach (var parameter in block.parameters())
        {
            parameter.copy_(randn_like(parameter) * 0.3);
        }
        var w = block.state_dict().ToDictionary(s => s.Key, s => s.Value.to(float64));
        Tensor Leaky(Tensor maps) => maps.clamp_min(0) + 0.2 * maps.clamp_max(0);
        var x = randn(2, 16, 8, 8);
        var wide = Leaky(functional.conv2d(x.to(float64), w["widen.weight"], w["widen.bias"]));
        var groups = Enumerable
            .Range(0, 2)
            .Select(i =>
                functional.conv2d(
                    wide.narrow(1, 16 * i, 16),
                    w["grouped.weight"].narrow(0, 16 * i, 16),
                    w["grouped.bias"].narrow(0, 16 * i, 16),
                    padding: [1, 1]
                )
            );
        var expected = x + functional.conv2d(Leaky(cat([.. groups], 1)), w["narrow.weight"]);
        var far = (block.call(x).to(float64) - expected).norm() / expected.norm();
        far.ToDouble().Should().BeLessThan(1e-5);
    }

    // With the branch's last convolution drawn like the others, the sum of L branches stays of the size of one: each is
    // L^(-1/4) as large at three places. Without that factor 64 blocks of gain √2 would give 2^64.
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(16)]
    [InlineData(64)]
    public void Branches_leave_the_variance_of_maps_alone_at_any_depth(int depth)
    {
        using var _ = no_grad();
        var spec = new NetworkSpec([3, 4, 4], 4);
        var g = new R3ganOptions
        {
            Maps = 32,
            Blocks = depth,
            LatentSize = 4,
        }.Generator(spec);
        var blocks = g.named_modules()
            .Where(m => m.name.StartsWith("layers.block") && m.name.Count(c => c == '.') == 1);
        var x = randn(8, 32, 8, 8);
        var at = x;
        foreach (var (_, block) in blocks)
        {
            at = ((Module<Tensor, Tensor>)block).call(at);
        }
        (at.var() / x.var()).ToDouble().Should().BeApproximately(1, 1e-6, "the branches start at zero");
        foreach (var (_, block) in blocks)
        {
            var last = block.get_parameter("narrow.weight")!;
            init.normal_(last, 0, Math.Pow(depth, -0.25) / Math.Sqrt(64));
            x = ((Module<Tensor, Tensor>)block).call(x);
        }
        (x.var() / at.var()).ToDouble().Should().BeInRange(0.5, 2.5);
    }

    [Fact]
    public void Weights_start_normal_with_gains_of_leaky_rectifiers()
    {
        var g = R3ganOptions.Paper.Generator(new NetworkSpec([3, 8, 8], 64));
        double Std(string name) => g.get_parameter(name)!.std().ToDouble();
        var gain = Math.Sqrt(2 / 1.04) * Math.Pow(4, -0.25); // two stages of two blocks
        Std("layers.block0_1.widen.weight").Should().BeApproximately(gain / Math.Sqrt(768), 2e-4);
        Std("layers.block0_1.grouped.weight").Should().BeApproximately(gain / Math.Sqrt(144), 5e-4);
        Std("project.weight").Should().BeApproximately(1 / 8.0, 2e-3);
        Std("basis").Should().BeApproximately(1, 0.03);
        Std("layers.image.weight").Should().BeApproximately(1 / Math.Sqrt(768), 2e-3);
        g.get_parameter("layers.block0_1.narrow.weight")!.abs().max().ToDouble().Should().Be(0);
        foreach (var (name, bias) in g.named_parameters().Where(p => p.name.EndsWith("bias")))
        {
            bias.abs().max().ToDouble().Should().Be(0, name);
        }
    }
}
