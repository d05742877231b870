using System.Runtime.InteropServices;
using TorchSharp;
using static Gan.Kernels.Tests.BesideLibtorch;
using static TorchSharp.torch;

namespace Gan.Kernels.Tests.Rows;

/// <summary>Dropout beside a product with the mask of its key.</summary>
public sealed class DropoutFunctionTests : IDisposable
{
    private const long Key = 0x1234_5678_9abc_def0;

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly ProcessorKernels kernels = new();

    public DropoutFunctionTests() => manual_seed(8);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    [InlineData(100_003)]
    public void Rows_are_those_of_the_mask_with_both_gradients(long count)
    {
        var input = randn([count], requires_grad: true);
        Same(input, kernels.Dropout(input, 0.3, Key)!, input * Mask(count, 0.3), randn(count));
    }

    [Fact]
    public void Maps_count_their_numbers_as_they_lie()
    {
        var places = randn([20, 7, 5, 16], requires_grad: true);
        var mask = Mask(places.numel(), 0.4).view(places.shape).permute(0, 3, 1, 2);
        var maps = places.permute(0, 3, 1, 2);
        var dropped = kernels.Dropout(maps, 0.4, Key)!;
        dropped.permute(0, 2, 3, 1).is_contiguous().Should().BeTrue("the layout stays");
        Same(places, dropped, maps * mask, randn(20, 16, 7, 5));
    }

    [Fact]
    public void What_is_strided_is_dropped_in_the_order_of_its_axes()
    {
        var input = randn([30, 50], requires_grad: true);
        var turned = input.t();
        Same(input, kernels.Dropout(turned, 0.5, Key)!, turned * Mask(1500, 0.5).view(50, 30), randn(50, 30));
    }

    [Fact]
    public void One_thread_and_two_give_the_same()
    {
        var input = randn(300_000);
        Tensor Result(int count)
        {
            using var threads = new Threads(count);
            return kernels.Dropout(input, 0.5, Key)!;
        }
        Result(1).eq(Result(2)).all().ToBoolean().Should().BeTrue();
    }

    private static Tensor Mask(long count, double probability)
    {
        var mask = empty(count);
        new HashMask((ulong)Key, probability).Fill(MemoryMarshal.Cast<byte, uint>(mask.bytes));
        return mask;
    }

    public void Dispose() => scope.Dispose();
}
