using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Dropout (Srivastava et al. 2014) that draws its masks from the training's own stream, so that trainings side by side
/// in one process do not take each other's numbers. Outside a training it draws from libtorch's shared stream.
/// </summary>
/// <param name="p">Probability of an element being dropped: from 0 to below 1.</param>
/// <param name="always">True drops in evaluation mode too: noise, as the generator of pix2pix has it (Isola et al.
/// 2017, section 3.2.1). Default false.</param>
public sealed class LayerDropout(double p, bool always = false) : Module<Tensor, Tensor>(nameof(LayerDropout)), IGraphed
{
    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
        always ? throw graph.Refusal(this, "it drops at random in evaluation too") : input;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        LayerInput.Present(input, nameof(input));
        if (!training && !always)
        {
            return input.alias();
        }
        if (input.device_type != DeviceType.CPU || input.dtype != ScalarType.Float32)
        {
            return DropByDraw(input);
        }
        var key = Key();
        return LayerKernels.Current?.Dropout(input, p, key) ?? DropByHash(input, key);
    }

    private static long Key()
    {
        using var key = randint(0, long.MaxValue, [1], dtype: ScalarType.Int64, generator: LayerStream.Current);
        return key.item<long>();
    }

    private Tensor DropByDraw(Tensor input)
    {
        using var scope = NewDisposeScope();
        var drawn = rand(input.shape, dtype: ScalarType.Float32, device: input.device, generator: LayerStream.Current);
        return (input * drawn.ge(p).to(input.dtype).div(1 - p)).MoveToOuterDisposeScope();
    }

    // In the input's layout: a product of two layouts takes three times as long.
    private Tensor DropByHash(Tensor input, long key)
    {
        using var scope = NewDisposeScope();
        var inner = input.dim() == 4 && !input.is_contiguous();
        var shape = input.shape;
        long[] order = inner ? [shape[0], shape[2], shape[3], shape[1]] : shape;
        var mask = empty(order, dtype: ScalarType.Float32, device: CPU);
        new HashMask((ulong)key, p).Fill(MemoryMarshal.Cast<byte, uint>(mask.bytes));
        return (input * (inner ? mask.permute(0, 3, 1, 2) : mask)).MoveToOuterDisposeScope();
    }
}
