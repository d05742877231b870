using static TorchSharp.torch;

namespace Gan.Kernels;

/// <summary>
/// Feature maps [N, C, H, W] with their channels innermost into rows [N, C · H · W] in the order of flatten, or back.
/// Each direction is the other's gradient.
/// </summary>
internal sealed class FlattenFunction : LinearMap<FlattenFunction, FlattenFunction.Call>
{
    internal static Tensor ToRows(Tensor maps)
    {
        var sizes = Layout.SizesOf(maps);
        return Of(maps, new Call(sizes[1], sizes[2], sizes[3], ToRows: true));
    }

    internal static Tensor ToMaps(Tensor rows, long channels, long height, long width) =>
        Of(rows, new Call(channels, height, width, ToRows: false));

    /// <inheritdoc/>
    protected override Call CallOfGradient(Call call) => call with { ToRows = !call.ToRows };

    /// <inheritdoc/>
    protected override unsafe Tensor Compute(Tensor tensor, Call call)
    {
        using var scope = NewDisposeScope();
        var count = tensor.size(0);
        var channels = call.Channels;
        var places = call.Height * call.Width;
        if (call.ToRows)
        {
            var from = Memory.AddressOf(Layout.ChannelsLast(tensor));
            var rows = empty([count, channels * places], ScalarType.Float32, CPU);
            Transposition.Run(from, Memory.AddressOf(rows), (nint)count, (nint)places, (nint)channels);
            return rows.MoveToOuterDisposeScope();
        }
        var first = Memory.AddressOf(tensor.contiguous());
        var maps = Layout.EmptyChannelsLast(count, channels, call.Height, call.Width);
        Transposition.Run(first, Memory.AddressOf(maps), (nint)count, (nint)channels, (nint)places);
        return maps.MoveToOuterDisposeScope();
    }

    internal sealed record Call(long Channels, long Height, long Width, bool ToRows);
}
