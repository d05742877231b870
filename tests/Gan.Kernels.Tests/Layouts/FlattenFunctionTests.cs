using TorchSharp;
using static Gan.Kernels.Tests.BesideLibtorch;
using static TorchSharp.torch;

namespace Gan.Kernels.Tests.Layouts;

/// <summary>Flattening and its way back beside libtorch's flatten and view: the same numbers, to the last
/// bit.</summary>
public sealed class FlattenFunctionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly ProcessorKernels kernels = new();

    public FlattenFunctionTests() => manual_seed(8);

    [Theory]
    [InlineData(64, 128, 7, 7)]
    [InlineData(5, 512, 4, 4)]
    [InlineData(3, 17, 13, 19)]
    [InlineData(90, 3, 8, 5)]
    public void Rows_of_maps_are_those_of_flatten_with_both_gradients(
        long count,
        long channels,
        long height,
        long width
    )
    {
        var places = randn(count, height, width, channels, requires_grad: true);
        var maps = places.permute(0, 3, 1, 2);
        var slopes = randn(count, channels * height * width);
        Same(places, kernels.Flatten(maps)!, maps.flatten(1), slopes);
    }

    [Theory]
    [InlineData(64, 128, 7, 7)]
    [InlineData(5, 512, 4, 4)]
    [InlineData(3, 17, 13, 19)]
    public void Maps_of_rows_are_those_of_view_with_both_gradients(long count, long channels, long height, long width)
    {
        var rows = randn([count, channels * height * width], requires_grad: true);
        var maps = kernels.Unflatten(rows, channels, height, width)!;
        maps.is_contiguous().Should().BeFalse();
        maps.permute(0, 2, 3, 1).is_contiguous().Should().BeTrue("the channels lie innermost");
        var slopes = randn(count, channels, height, width);
        Same(rows, maps, rows.view(count, channels, height, width), slopes);
        Same(rows, maps, rows.view(count, channels, height, width), ChannelsLast(slopes));
    }

    [Fact]
    public void What_it_does_not_know_is_left_to_libtorch()
    {
        kernels.Flatten(randn(64, 128, 7, 7)).Should().BeNull("the channels lie outside");
        kernels.Flatten(ChannelsLast(randn(2, 8, 4, 4))).Should().BeNull("so few gain nothing");
        kernels.Flatten(ChannelsLast(randn([64, 128, 7, 7], ScalarType.Float64))).Should().BeNull("doubles");
        kernels.Unflatten(randn(64, 6271), 128, 7, 7).Should().BeNull("view says what is wrong");
    }

    private static Tensor ChannelsLast(Tensor maps) => maps.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    public void Dispose() => scope.Dispose();
}
