using static TorchSharp.torch;

namespace Gan.Kernels.Convolutions;

/// <summary>
/// A convolution of a shape by one of our algorithms, on tensors.
/// Without gradients; <see cref="MapsOf"/> and its kin have them.
/// </summary>
internal sealed unsafe class Plan
{
    private readonly ConvolutionShape shape;
    private readonly IConvolution algorithm;

    private Plan(in ConvolutionShape shape, IConvolution algorithm)
    {
        this.shape = shape;
        this.algorithm = algorithm;
    }

    /// <summary>
    /// The plan for a shape; null where libtorch is to do it. Only images are taken however they lie.
    /// </summary>
    internal static Plan? For(in ConvolutionShape shape, bool channelsLast)
    {
        var algorithm = Algorithms.For(shape);
        if (algorithm is null)
        {
            return null;
        }
        return algorithm.TakesImages || channelsLast ? new Plan(shape, algorithm) : null;
    }

    /// <summary>x, weights and bias to y, channels last.</summary>
    internal Tensor Maps(Tensor x, Tensor weights, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        var y = Layout.EmptyChannelsLast(shape.Images, shape.Features, shape.OutHeight, shape.OutWidth);
        var shift = bias is null ? null : Memory.AddressOf(bias.contiguous());
        algorithm.Maps(shape, OfX(x), ChannelsLast(weights), shift, Memory.AddressOf(y));
        return y.MoveToOuterDisposeScope();
    }

    /// <summary>y, weights and bias to x, channels last unless x is an image.</summary>
    internal Tensor Data(Tensor y, Tensor weights, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        var from = ChannelsLast(y);
        var x = algorithm.TakesImages
            ? empty([shape.Images, shape.Channels, shape.Height, shape.Width], ScalarType.Float32, CPU)
            : Layout.EmptyChannelsLast(shape.Images, shape.Channels, shape.Height, shape.Width);
        algorithm.Data(shape, from, ChannelsLast(weights), Memory.AddressOf(x));
        if (bias is not null)
        {
            x.add_(bias.detach().view(1, -1, 1, 1));
        }
        return x.MoveToOuterDisposeScope();
    }

    /// <summary>x and y to weights, channels last.</summary>
    internal Tensor Weights(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var weights = Layout.EmptyChannelsLast(shape.Features, shape.Channels, shape.Kernel, shape.Kernel);
        algorithm.Weights(shape, OfX(x), ChannelsLast(y), Memory.AddressOf(weights));
        return weights.MoveToOuterDisposeScope();
    }

    private float* OfX(Tensor x) => Memory.AddressOf(algorithm.TakesImages ? x.contiguous() : Layout.ChannelsLast(x));

    private static float* ChannelsLast(Tensor tensor) => Memory.AddressOf(Layout.ChannelsLast(tensor));
}
