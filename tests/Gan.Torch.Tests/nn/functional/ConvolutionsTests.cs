using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Torch.Tests.Nn.Functional;

/// <summary>Float tensors on the CPU take another way through libtorch than doubles do; both must agree.</summary>
public sealed class ConvolutionsTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public ConvolutionsTests() => manual_seed(3);

    public static TheoryData<long, long, long, long, long> Shapes => new()
    {
        // kernel, stride, padding, output padding, size
        { 4, 2, 1, 0, 5 }, { 5, 2, 2, 1, 7 }, { 3, 1, 1, 0, 6 }, { 4, 1, 0, 0, 1 }, { 2, 3, 0, 2, 4 }, { 1, 1, 0, 0, 3 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Transposed_convolution_of_floats_agrees_with_doubles_up_to_the_second_gradient(long kernel, long stride, long padding, long extra, long size)
    {
        Tensor x = randn([2, 3, size, size], float64), w = randn([3, 4, kernel, kernel], float64), b = randn([4], float64);
        var fast = Run(x.to(float32), w.to(float32), b.to(float32), stride, padding, extra);
        var exact = Run(x, w, b, stride, padding, extra);
        for (var i = 0; i < exact.Length; i++)
            fast[i].to(float64).allclose(exact[i], rtol: 1e-3, atol: 1e-3 * exact[i].abs().max().item<double>()).Should().BeTrue("result {0}", i);
    }

    [Theory]
    [InlineData(1, 5, 4, 4, 3)] // channels
    [InlineData(3, 4, 0, 4, 3)] // no stride
    [InlineData(3, 4, 2, 4, 3)] // output padding too large
    [InlineData(3, 0, 2, 1, 3)] // no kernel
    public void What_does_not_fit_is_refused_with_the_shapes(long channels, long kernel, long stride, long extra, long weightChannels)
    {
        var act = () => functional.conv_transpose2d(randn(2, channels, 4, 4), randn([weightChannels, 2, kernel, kernel]), null, [stride, stride], null, [extra, extra]);
        act.Should().Throw<ExternalException>().WithMessage($"*conv_transpose2d*{channels}, 4, 4]*");
    }

    [Fact]
    public void An_output_size_picks_the_output_padding()
    {
        using var layer = ConvTranspose2d(2, 3, 3, stride: 2, padding: 1);
        layer.forward(randn(1, 2, 4, 4), [8, 8]).shape.Should().Equal(1, 3, 8, 8);
        layer.forward(randn(1, 2, 4, 4), [7, 8]).shape.Should().Equal(1, 3, 7, 8);
        var tooLarge = () => layer.forward(randn(1, 2, 4, 4), [9, 8]);
        tooLarge.Should().Throw<ArgumentException>().WithMessage("*from 7 to 8*");
    }

    public void Dispose() => scope.Dispose();

    private static Tensor[] Run(Tensor x, Tensor w, Tensor b, long stride, long padding, long extra)
    {
        (x, w, b) = (x.detach().requires_grad_(), w.detach().requires_grad_(), b.detach().requires_grad_());
        var y = functional.conv_transpose2d(x, w, b, [stride, stride], [padding, padding], [extra, extra]);
        var first = autograd.grad([y.pow(2).sum()], [x, w, b], create_graph: true, retain_graph: true);
        var second = autograd.grad([first[0].pow(2).sum() + first[1].pow(2).sum()], [x, w]);
        return [y.detach(), .. first.Select(g => g.detach()), .. second];
    }
}
