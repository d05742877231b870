using Gan.Tests.Networks.StyleGan2;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Parts;

public sealed class ModulatedConvolutionTests
{
    [Theory]
    [InlineData(3, 5, false)]
    [InlineData(3, 5, true)]
    [InlineData(16, 32, false)] // wide enough for kernels of our own
    [InlineData(16, 16, true)]
    public void Scaling_in_and_out_is_the_form_with_weights_of_each_sample(long from, long to, bool upsample)
    {
        using var scope = NewDisposeScope();
        using var layer = new ModulatedConvolution(from, to, 4, upsample);
        var weights = layer.Weights();
        var maps = randn(8, from, 8, 12).requires_grad_();
        var styles = randn(8, 4).requires_grad_();
        var ours = layer.call(maps, styles);
        var scales = PlainStyleGan2.Linear(weights, "style", styles);
        var theirs = PlainStyleGan2.Modulated(maps, scales, weights["weight"], upsample);
        Close(ours, theirs, 1e-5);
        var noise = randn(ours.shape);
        Tensor[] inputs = [maps, styles, weights["weight"]];
        var ourFirst = autograd.grad([(ours * noise).sum()], inputs, retain_graph: true, create_graph: true);
        var theirFirst = autograd.grad([(theirs * noise).sum()], inputs, retain_graph: true, create_graph: true);
        var ourSecond = autograd.grad([ourFirst[1].square().sum()], inputs);
        var theirSecond = autograd.grad([theirFirst[1].square().sum()], inputs);
        foreach (var (our, their) in ourFirst.Concat(ourSecond).Zip(theirFirst.Concat(theirSecond)))
        {
            Close(our, their, 1e-4);
        }
    }

    [Fact]
    public void Unit_input_gives_unit_deviation_whatever_the_styles()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var layer = new ModulatedConvolution(64, 64, 8);
        var maps = randn(4, 64, 32, 32);
        var styles = randn(4, 8) * tensor(new float[] { 0.1f, 1, 10, 100 }).view(4, 1);
        var inner = layer.call(maps, styles).narrow(2, 1, 30).narrow(3, 1, 30);
        foreach (var deviation in inner.flatten(1).std(1).data<float>())
        {
            deviation.Should().BeApproximately(1, 0.05f);
        }
    }

    [Fact]
    public void What_does_not_fit_is_said_in_a_sentence()
    {
        using var scope = NewDisposeScope();
        using var layer = new ModulatedConvolution(3, 5, 4);
        layer
            .Invoking(l => l.call(zeros(2, 3, 4, 4), zeros(1, 4)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("ModulatedConvolution reads a style for each of 2 samples, but styles are [1, 4].*");
        layer.Invoking(l => l.call(zeros(2, 4, 4, 4), zeros(2, 4))).Should().Throw<ArgumentException>();
        layer.Invoking(l => l.call(zeros(2, 3, 4, 4), zeros(2, 5))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new ModulatedConvolution(0, 1, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions
            .Invoking(() => new ModulatedConvolution(1, 1, 1, gain: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>();
    }

    private static void Close(Tensor ours, Tensor theirs, double tolerance) =>
        (ours - theirs).abs().max().ToDouble().Should().BeLessThan(tolerance * (1 + theirs.abs().max().ToDouble()));
}
