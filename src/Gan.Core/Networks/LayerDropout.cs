using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Dropout (Srivastava et al. 2014) that draws its masks from the training's own stream, so that trainings side by side in one process
/// do not take each other's numbers. Outside a training it draws from libtorch's shared stream.
/// </summary>
internal sealed class LayerDropout(double p) : Module<Tensor, Tensor>(nameof(LayerDropout))
{
    public override Tensor forward(Tensor input)
    {
        if (!training) return input.alias();
        using var kept = rand(input.shape, dtype: ScalarType.Float32, device: input.device, generator: LayerStream.Current).ge(p).to(input.dtype);
        return input * kept / (1 - p);
    }
}

/// <summary>The stream that layers draw from on this thread while a training runs on it.</summary>
internal static class LayerStream
{
    [ThreadStatic] private static Generator? current;

    internal static Generator? Current => current;

    internal static void Use(Generator? stream) => current = stream;
}
