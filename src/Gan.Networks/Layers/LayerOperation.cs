using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Adds to a graph what a layer computes of input, weight and bias.</summary>
internal delegate GraphValue LayerNodes(NetworkGraph graph, GraphValue input, GraphValue weight, GraphValue? bias);

/// <summary>What a layer computes of input, weight and bias, for modules that take over its weights and change them on
/// the way.</summary>
internal static class LayerOperation
{
    [ThreadStatic]
    private static bool inFloat32;

    internal static Func<Tensor, Tensor, Tensor?, Tensor> Of(Linear layer) =>
        (input, weight, bias) =>
            LayerKernels.Current?.Linear(input, weight, bias) ?? functional.linear(input, weight, bias);

    internal static Func<Tensor, Tensor, Tensor?, Tensor> Of(Conv2d layer)
    {
        var stride = layer.stride;
        var padding = layer.padding!;
        var dilation = layer.dilation;
        var groups = layer.groups;
        if (groups != 1 || !dilation.All(d => d == 1))
        {
            return (input, weight, bias) => functional.conv2d(input, weight, bias, stride, padding, dilation, groups);
        }
        return (input, weight, bias) =>
            LayerKernels.Current?.Conv2d(input, weight, bias, stride, padding)
            ?? functional.conv2d(input, weight, bias, stride, padding);
    }

    internal static Func<Tensor, Tensor, Tensor?, Tensor> Of(ConvTranspose2d layer)
    {
        var stride = layer.stride;
        var padding = layer.padding!;
        var extra = layer.output_padding;
        var dilation = layer.dilation;
        if (!dilation.All(d => d == 1))
        {
            return (input, weight, bias) =>
                functional.conv_transpose2d(input, weight, bias, stride, padding, extra, dilation);
        }
        return (input, weight, bias) =>
            LayerKernels.Current?.ConvTranspose2d(input, weight, bias, stride, padding, extra)
            ?? functional.conv_transpose2d(input, weight, bias, stride, padding, extra);
    }

    /// <summary>The same in nodes of a graph.</summary>
    internal static LayerNodes NodesOf(Linear _) => (graph, input, weight, bias) => graph.Linear(input, weight, bias);

    internal static LayerNodes NodesOf(Conv2d layer)
    {
        var stride = layer.stride;
        var padding = layer.padding;
        var dilation = layer.dilation;
        var groups = layer.groups;
        return (graph, input, weight, bias) =>
            graph.Convolution(input, weight, bias, stride, padding, dilation, groups);
    }

    internal static LayerNodes NodesOf(ConvTranspose2d layer)
    {
        var stride = layer.stride;
        var padding = layer.padding;
        var extra = layer.output_padding;
        var dilation = layer.dilation;
        return (graph, input, weight, bias) =>
            graph.TransposedConvolution(input, weight, bias, stride, padding, extra, dilation);
    }

    /// <summary>The same with factors rounded to bfloat16 and the result back in float32; sums within a product are
    /// float32.</summary>
    internal static Func<Tensor, Tensor, Tensor?, Tensor> InBFloat16(Func<Tensor, Tensor, Tensor?, Tensor> operation) =>
        (input, weight, bias) =>
        {
            if (inFloat32 || input.dtype != ScalarType.Float32 || weight.dtype != ScalarType.Float32)
            {
                return operation(input, weight, bias); // a network that was itself moved to another type
            }
            using var narrowInput = input.to(ScalarType.BFloat16);
            using var narrowWeight = weight.to(ScalarType.BFloat16);
            using var narrowBias = bias?.to(ScalarType.BFloat16);
            using var product = operation(narrowInput, narrowWeight, narrowBias);
            return product.to(ScalarType.Float32);
        };

    internal static IDisposable InFloat32()
    {
        var setting = new Float32(inFloat32);
        inFloat32 = true;
        return setting;
    }

    private sealed class Float32(bool before) : IDisposable
    {
        public void Dispose() => inFloat32 = before;
    }

    internal static bool PadsZeros(Convolution layer) =>
        layer.padding_mode == PaddingModes.Zeros && layer.padding_type is null;

    /// <exception cref="ArgumentException">The layer cannot be computed from its weights alone.</exception>
    internal static T CheckPadding<T>(T layer, string by)
        where T : Convolution
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (!PadsZeros(layer))
        {
            throw new ArgumentException(
                $"{by} takes convolutions with a number of zeros as padding, "
                    + $"but this one has {layer.padding_type?.ToString() ?? layer.padding_mode.ToString()}. "
                    + "Pad before it.",
                nameof(layer)
            );
        }
        if (layer.transposed && layer.groups != 1)
        {
            throw new ArgumentException(
                $"{by} takes transposed convolutions of 1 group, but this one has {layer.groups}.",
                nameof(layer)
            );
        }
        return layer;
    }
}
