using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Kernels.Tests.Layouts;

/// <summary>
/// Layouts by their strides. The cases are those that PyTorch's is_channels_last_strides_2d (c10/core/MemoryFormat.h)
/// tells apart.
/// </summary>
public sealed class LayoutTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public LayoutTests() => manual_seed(6);

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData("2 3 4 5", "60 20 5 1", false, "contiguous")]
    [InlineData("2 3 4 5", "60 1 15 3", true, "channels innermost")]
    [InlineData("2 3 4 5", "240 1 30 3", true, "every second line of it")]
    [InlineData("2 3 1 1", "3 1 1 1", false, "one place, and its axes have the strides of contiguous memory")]
    [InlineData("2 3 1 1", "3 1 3 3", true, "one place, and its axes have the strides of channels last")]
    [InlineData("2 1 4 5", "20 20 5 1", false, "one channel, contiguous")]
    [InlineData("2 1 4 5", "20 1 5 1", true, "one channel, channels last")]
    [InlineData("2 1 1 1", "1 1 1 1", false, "one number each counts as contiguous")]
    [InlineData("2 3 4 5", "0 0 5 1", false, "a channel that is repeated")]
    public void Strides_ask_for_channels_last_by_the_rule_of_PyTorch(
        string sizes,
        string strides,
        bool last,
        string why
    )
    {
        var memory = arange(1000f);
        Layout.IsChannelsLast(memory.as_strided(Parse(sizes), Parse(strides))).Should().Be(last, why);
    }

    [Fact]
    public void Only_what_has_no_gaps_lies_channels_last()
    {
        var places = randn(2, 8, 5, 3);
        Layout.LiesChannelsLast(places.permute(0, 3, 1, 2)).Should().BeTrue();
        Layout.LiesChannelsLast(places.slice(1, 0, 8, 2).permute(0, 3, 1, 2)).Should().BeFalse("it has gaps");
        Layout.LiesChannelsLast(randn(2, 3, 4, 5)).Should().BeFalse();
        Layout.LiesChannelsLast(randn(2, 1, 4, 5)).Should().BeTrue("one channel lies both ways");
    }

    [Fact]
    public void A_tensor_of_any_layout_keeps_its_numbers_when_its_channels_move_inwards()
    {
        var plain = randn(3, 17, 6, 9);
        foreach (var tensor in new[] { plain, plain.slice(2, 0, 6, 2), plain.transpose(2, 3) })
        {
            var moved = Layout.ChannelsLast(tensor);
            moved.permute(0, 2, 3, 1).is_contiguous().Should().BeTrue();
            moved.equal(tensor).all().ToBoolean().Should().BeTrue();
        }
        var already = randn(3, 6, 9, 17).permute(0, 3, 1, 2);
        Layout.ChannelsLast(already).Should().BeSameAs(already, "nothing is copied");
    }

    [Fact]
    public void New_memory_has_its_channels_innermost_and_is_no_view()
    {
        var made = Layout.EmptyChannelsLast(2, 3, 4, 5);
        made.shape.Should().Equal(2, 3, 4, 5);
        made.stride().Should().Equal(60, 1, 15, 3);
        new Action(() => made.requires_grad_().mul(1).add_(1)).Should().NotThrow();
        var sizes = Layout.SizesOf(made);
        long[] copied = [sizes[0], sizes[1], sizes[2], sizes[3]];
        copied.Should().Equal(2, 3, 4, 5);
    }

    private static long[] Parse(string numbers) => [.. numbers.Split(' ').Select(long.Parse)];
}
