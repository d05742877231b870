namespace Gan.Kernels.Convolutions;

/// <summary>
/// An algorithm for the three products of a convolution: maps, gradient of the data, gradient of the weights. Each is
/// linear in its two arguments, and they are each other's derivatives.
/// </summary>
internal unsafe interface IConvolution
{
    /// <summary>
    /// Whether x lies [n, c, h, w], as images do, and not channels last. y and weights lie channels last.
    /// </summary>
    bool TakesImages { get; }

    /// <summary>y from x, weights and bias (null: none).</summary>
    void Maps(in ConvolutionShape shape, float* x, float* weights, float* bias, float* y);

    /// <summary>x from y and weights: the gradient of the data, or a transposed convolution.</summary>
    void Data(in ConvolutionShape shape, float* y, float* weights, float* x);

    /// <summary>Weights from x and y: their gradient.</summary>
    void Weights(in ConvolutionShape shape, float* x, float* y, float* weights);
}
