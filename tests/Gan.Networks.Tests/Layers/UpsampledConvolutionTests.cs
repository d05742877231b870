using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Networks;

/// <summary>The layer stands in a DCGAN's generator; here it is taken out and compared with what the names of its modes
/// say, written with libtorch's operators.</summary>
public sealed class UpsampledConvolutionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public UpsampledConvolutionTests() => manual_seed(5);

    public void Dispose() => scope.Dispose();

    // 4 · side pixels give the layer whose output has half of that.
    private static Module<Tensor, Tensor> Layer(UpsamplingMode mode, long height, long width, long maps = 4)
    {
        var options = new DcganOptions { FeatureMaps = maps, UpsamplingMode = mode };
        var network = options.Generator(new NetworkSpec([1, 2 * height, 2 * width], 8));
        var name = network.named_modules().Select(m => m.name).Last(n => n.StartsWith("layers.up"));
        return (Module<Tensor, Tensor>)network.named_modules().Single(m => m.name == name).module;
    }

    private static Tensor Plain(Tensor x, Tensor weight, InterpolationMode mode)
    {
        bool? corners = mode == InterpolationMode.Nearest ? null : false;
        var larger = functional.interpolate(x, scale_factor: [2, 2], mode: mode, align_corners: corners);
        return functional.conv2d(larger, weight, padding: [1, 1]);
    }

    public static TheoryData<UpsamplingMode, InterpolationMode> Modes =>
        new()
        {
            { UpsamplingMode.Nearest, InterpolationMode.Nearest },
            { UpsamplingMode.Bilinear, InterpolationMode.Bilinear },
        };

    [Theory, MemberData(nameof(Modes))]
    public void It_is_a_resize_and_a_convolution_borders_included(UpsamplingMode mode, InterpolationMode plain)
    {
        var layer = Layer(mode, 16, 24);
        var weight = layer.get_parameter("weight")!;
        var x = randn(3, weight.size(1), 8, 12);
        var made = layer.call(x);
        made.shape.Should().Equal(3, weight.size(0), 16, 24);
        made.allclose(Plain(x, weight, plain), 1e-4, 1e-5).Should().BeTrue();
    }

    [KernelsTheory]
    [InlineData(32)]
    public void So_it_is_where_the_kernels_compute_it(long maps)
    {
        var layer = Layer(UpsamplingMode.Nearest, 16, 16, maps);
        var weight = layer.get_parameter("weight")!;
        var x = randn(32, weight.size(1), 8, 8);
        layer.call(x).allclose(Plain(x, weight, InterpolationMode.Nearest), 1e-4, 1e-5).Should().BeTrue();
    }

    [Theory, MemberData(nameof(Modes))]
    public void An_odd_side_loses_what_doubling_makes_too_much(UpsamplingMode mode, InterpolationMode plain)
    {
        var layer = Layer(mode, 15, 24);
        var weight = layer.get_parameter("weight")!;
        var x = randn(2, weight.size(1), 8, 12);
        var made = layer.call(x);
        made.shape.Should().Equal(2, weight.size(0), 15, 24);
        made.allclose(Plain(x, weight, plain).narrow(2, 0, 15), 1e-4, 1e-5).Should().BeTrue();
    }

    [Fact]
    public void Its_first_and_second_gradients_are_those_of_the_two_operations()
    {
        var layer = Layer(UpsamplingMode.Nearest, 8, 8);
        var weight = layer.get_parameter("weight")!;
        var x = randn(2, weight.size(1), 4, 4).requires_grad_();
        var found = Gradients(layer.call(x), x, weight);
        var expected = Gradients(Plain(x, weight, InterpolationMode.Nearest), x, weight);
        foreach (var (a, b) in found.Zip(expected))
        {
            a.allclose(b, 1e-3, 1e-4).Should().BeTrue();
        }
    }

    // Of a cubed output, so that the second gradient depends on the weight.
    private static Tensor[] Gradients(Tensor made, Tensor x, Tensor weight)
    {
        var first = autograd.grad([made.pow(3).sum()], [x, weight], retain_graph: true, create_graph: true);
        var second = autograd.grad([first[0].square().sum()], [weight], retain_graph: true)[0];
        return [.. first, second];
    }

    [Fact]
    public void A_constant_stays_constant_inside_so_that_nothing_alternates()
    {
        var layer = Layer(UpsamplingMode.Nearest, 16, 16);
        var made = layer.call(ones(1, layer.get_parameter("weight")!.size(1), 8, 8));
        var inner = made.narrow(2, 1, 14).narrow(3, 1, 14);
        (inner.amax([2, 3]) - inner.amin([2, 3])).max().ToSingle().Should().BeLessThan(1e-5f);

        var transposed = Layer(UpsamplingMode.Transposed, 16, 16);
        var uneven = transposed.call(ones(1, transposed.get_parameter("weight")!.size(0), 8, 8));
        var core = uneven.narrow(2, 2, 12).narrow(3, 2, 12);
        (core.amax([2, 3]) - core.amin([2, 3]))
            .max()
            .ToSingle()
            .Should()
            .BeGreaterThan(1e-3f, "four places of a 2x2 square come of four sets of weights");
    }
}
