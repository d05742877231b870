using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Networks.R3gan;

public sealed class R3ganGeneratorTests
{
    private static readonly NetworkSpec Spec = new([3, 16, 16], 64);

    [Fact]
    public void At_the_start_it_is_the_basis_weighted_by_the_latent_filtered_and_mixed()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var g = new R3ganOptions().Generator(Spec);
        var w = g.state_dict();
        var z = randn(2, 64);
        var maps = functional.linear(z, w["project.weight"]).view(2, -1, 1, 1) * w["basis"];
        foreach (var _1 in Enumerable.Range(0, 2))
        {
            maps = FirResampling.Up().call(maps);
        }
        var image = functional.conv2d(maps, w["layers.image.weight"]);
        g.call(z, null).allclose(image, rtol: 1e-4, atol: 1e-5).Should().BeTrue();
    }

    [Fact]
    public void Images_vary_about_as_much_as_data_at_the_start_at_any_depth()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var blocks in new[] { 1, 2, 8 })
        {
            foreach (var side in new long[] { 8, 32 })
            {
                manual_seed(1);
                var spec = Spec with { Shape = [3, side, side] };
                var g = new R3ganOptions { Blocks = blocks, Maps = 96 }.Generator(spec);
                // Interpolation takes away from the variance of the middle's white noise: less with each doubling.
                g.call(randn(64, 64), null).var().ToDouble().Should().BeInRange(0.15, 2, $"{blocks}, {side}");
            }
        }
    }

    [Fact]
    public void Images_are_cut_to_their_range_in_evaluation_mode_alone()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var g = new R3ganOptions().Generator(Spec);
        var z = 9 * randn(8, 64);
        var free = g.call(z, null);
        free.abs().max().ToDouble().Should().BeGreaterThan(1);
        g.eval();
        g.call(z, null).equal(free.clamp(-1, 1)).all().ToBoolean().Should().BeTrue();
    }
}
