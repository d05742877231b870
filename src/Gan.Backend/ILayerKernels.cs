using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Computes operations of layers on the processor in place of libtorch's operators, with the same values to 1e-5 and
/// differentiable twice. Each method answers null (or false) where libtorch is to do it: for shapes that gain nothing,
/// other types, devices or processors. Arguments are those of the functional of the same name.
/// </summary>
public interface ILayerKernels
{
    /// <summary>input [N, I] times weight [O, I] transposed, plus bias [O]: [N, O].</summary>
    Tensor? Linear(Tensor input, Tensor weight, Tensor? bias);

    /// <summary>input [N, C, H, W], weight [K, C, kernel, kernel],
    /// bias [K]; stride and padding for height and width.</summary>
    Tensor? Conv2d(Tensor input, Tensor weight, Tensor? bias, long[] stride, long[] padding);

    /// <summary>input [N, C, H, W], weight [C, K, kernel, kernel],
    /// bias [K]; stride and paddings for height and width.</summary>
    Tensor? ConvTranspose2d(
        Tensor input,
        Tensor weight,
        Tensor? bias,
        long[] stride,
        long[] padding,
        long[] outputPadding
    );

    /// <summary>
    /// input [N, C, H, W] whose channels lie innermost (channels_last), as rows [N, C · H · W] in the order of flatten.
    /// </summary>
    Tensor? Flatten(Tensor input);

    /// <summary>Rows [N, C · H · W] as maps [N, C, H, W] whose
    /// channels lie innermost; what view gives, copied.</summary>
    Tensor? Unflatten(Tensor input, long channels, long height, long width);

    /// <summary>
    /// Dropout of an input of any shape: each number is 0 with the probability, otherwise divided by 1 − probability.
    /// Which, a hash of the key and of the number's place in memory decides.
    /// </summary>
    Tensor? Dropout(Tensor input, double probability, long key);

    /// <summary>
    /// Maxout: input [N, I], weight [pieces · U, I], bias [pieces · U]; of a linear layer's outputs the largest over
    /// pieces: [N, U]. Piece p of unit u is row p · U + u of the weight.
    /// </summary>
    Tensor? Maxout(Tensor input, Tensor weight, Tensor bias, int pieces);

    /// <summary>Whether a convolution in float32 takes as little time here as one in bfloat16.</summary>
    bool IsFastInFloat32(Convolution layer);

    /// <summary>Adam in one pass over all parameters, with the state and the files of TorchSharp's own.</summary>
    optim.Optimizer? Adam(IReadOnlyCollection<Parameter> parameters, double lr, double beta1, double beta2, double eps);

    /// <summary>Whether all entries and the sums of their squares are finite in the tensors' own type.</summary>
    bool? HaveFiniteSquares(IReadOnlyList<Tensor> tensors);

    /// <summary>average ← decay · average + (1 − decay) · live, where gradients are turned off.</summary>
    bool Follow(Tensor average, Tensor live, double decay);
}
