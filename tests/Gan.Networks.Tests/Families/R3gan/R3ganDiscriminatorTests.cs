using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Networks.R3gan;

public sealed class R3ganDiscriminatorTests
{
    private static readonly NetworkSpec Spec = new([3, 16, 16], 64);

    [Fact]
    public void At_the_start_it_filters_and_reads_each_whole_map()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var d = new R3ganOptions().Discriminator(Spec);
        var w = d.state_dict();
        var x = randn(2, 3, 16, 16);
        var maps = functional.conv2d(x, w["layers.image.weight"]);
        maps = FirResampling.Down().call(FirResampling.Down().call(maps));
        var read = functional.conv2d(maps, w["basis.weight"].unsqueeze(1), groups: 48);
        var score = functional.linear(read.flatten(1), w["score.weight"]).flatten();
        d.call(x, null).allclose(score, rtol: 1e-4, atol: 1e-5).Should().BeTrue();
    }

    [Fact]
    public void A_score_depends_on_its_own_sample_alone()
    {
        using var scope = NewDisposeScope();
        var d = new R3ganOptions().Discriminator(Spec);
        d.IsSamplewise.Should().BeTrue();
        var x = randn(3, 3, 16, 16).requires_grad_();
        var gradient = autograd.grad([d.call(x, null)[1]], [x])[0];
        gradient[1].abs().max().ToDouble().Should().BeGreaterThan(0);
        gradient[0].abs().max().ToDouble().Should().Be(0);
    }

    [Fact]
    public void Its_slope_can_be_penalised()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var d = new R3ganOptions { Maps = 16 }
            .Discriminator(Spec)
            .to(float64);
        foreach (var p in d.parameters())
        {
            using var _ = no_grad();
            p.add_(0.1 * randn_like(p)); // the branches too
        }
        var x = randn([2, 3, 16, 16], float64);
        double Slope()
        {
            var at = x.detach().requires_grad_();
            return autograd.grad([d.call(at, null).sum()], [at])[0].square().sum().ToDouble();
        }
        var leaf = x.detach().requires_grad_();
        var first = autograd.grad([d.call(leaf, null).sum()], [leaf], retain_graph: true, create_graph: true)[0];
        first.square().sum().backward();
        foreach (var name in new[] { "layers.block2_1.grouped.weight", "layers.block1_1.widen.weight", "basis.weight" })
        {
            var p = d.get_parameter(name)!;
            var ahead = randn_like(p);
            Step(p, ahead, 1e-6);
            var plus = Slope();
            Step(p, ahead, -2e-6);
            var minus = Slope();
            Step(p, ahead, 1e-6);
            var expected = (plus - minus) / 2e-6;
            (p.grad! * ahead).sum().ToDouble().Should().BeApproximately(expected, 1e-4 * Math.Abs(expected), name);
        }
    }

    private static void Step(Tensor parameter, Tensor ahead, double by)
    {
        using var _ = no_grad();
        parameter.add_(ahead * by);
    }
}
