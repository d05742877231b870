using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Parts;

public sealed class MaxoutTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_is_the_largest_of_the_pieces_with_kernels_and_without(bool kernels)
    {
        using var scope = NewDisposeScope();
        using var setting = LayerKernels.Use(kernels);
        var layer = new Maxout(200, 200, 5);
        var input = randn(100, 200);
        var weight = layer.get_parameter("weight")!.detach().to(float64);
        var bias = layer.get_parameter("bias")!.detach().to(float64);
        var expected = (input.to(float64).mm(weight.t()) + bias).view(100, 5, 200).amax([1]);
        var result = layer.call(input);
        result.shape.Should().Equal(100, 200);
        (result.to(float64) - expected).abs().max().item<double>().Should().BeLessThan(1e-5);
    }

    [Theory]
    [InlineData(0, 2, 2, "inputs")]
    [InlineData(2, 0, 2, "units")]
    [InlineData(2, 2, 0, "pieces")]
    public void Sizes_below_one_are_refused_by_name(long inputs, long units, int pieces, string name)
    {
        var make = () => new Maxout(inputs, units, pieces);
        make.Should().Throw<ArgumentOutOfRangeException>().WithParameterName(name);
    }

    [Fact]
    public void An_input_of_another_width_or_type_is_refused_with_both()
    {
        using var scope = NewDisposeScope();
        foreach (
            var (input, found) in new[]
            {
                (randn(2, 5), "Float32 [2, 5]"),
                (randn(2, 3, 4), "Float32 [2, 3, 4]"),
                (randn(2, 4, float64), "Float64 [2, 4]"),
            }
        )
        {
            var call = () => new Maxout(4, 3, 2).call(input);
            call.Should()
                .Throw<ArgumentException>()
                .WithMessage($"Maxout reads Float32 of 2 axes with 4 channels, but input is {found}.*");
        }
    }
}
