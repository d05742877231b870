using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Says in a sentence what a network reads, where libtorch would name an operator and the shapes of its
/// factors.</summary>
/// <param name="network">The network.</param>
internal sealed class NetworkInput(nn.Module network)
{
    // reading all parameters costs more than a small layer, and moving a network replaces them
    private Parameter? first;

    /// <summary>Any number of rows of a shape, in the type of the network's weights.</summary>
    /// <param name="input">What was given.</param>
    /// <param name="name">Its parameter's name.</param>
    /// <param name="shape">Sizes behind the number of rows.</param>
    /// <exception cref="ArgumentException">The input is null, or something else.</exception>
    internal void Require(Tensor input, string name, params ReadOnlySpan<long> shape)
    {
        LayerInput.Present(input, name);
        if (!Fits(input, shape) || input.dtype != Type)
        {
            throw Wrong(input, name, shape);
        }
    }

    /// <summary>The same, with the sizes of a row in any arrangement.</summary>
    internal void RequireRows(Tensor input, string name, long size)
    {
        LayerInput.Present(input, name);
        var row = 1L;
        for (var axis = 1; axis < input.dim(); axis++)
        {
            row *= input.size(axis);
        }
        if (input.dim() < 2 || row != size || input.dtype != Type)
        {
            throw Wrong(input, name, [size]);
        }
    }

    /// <summary>Any number of images of any size, with sides that are multiples of a number.</summary>
    internal void RequireImages(Tensor input, string name, long channels, long multiple = 1)
    {
        LayerInput.Present(input, name);
        var fits = input.dim() == 4 && input.size(1) == channels && input.dtype == Type;
        if (!fits || !IsSide(input.size(2)) || !IsSide(input.size(3)))
        {
            var sides = multiple == 1 ? "" : $" with sides that are multiples of {multiple}";
            throw new ArgumentException(
                $"{network.GetName()} reads {Type} [N, {channels}, H, W]{sides}, "
                    + $"but {name} is {input.dtype} {ShapeText.Of(input.shape)}.",
                name
            );
        }

        bool IsSide(long size) => size > 0 && size % multiple == 0;
    }

    private ScalarType Type
    {
        get
        {
            if (first is null || first.IsInvalid)
            {
                first = network.parameters().FirstOrDefault();
            }
            return first?.dtype ?? ScalarType.Float32;
        }
    }

    // Axis by axis, as in LayerInput: TorchSharp's shape is an array in native memory.
    private static bool Fits(Tensor input, ReadOnlySpan<long> row)
    {
        if (input.dim() != row.Length + 1)
        {
            return false;
        }
        for (var i = 0; i < row.Length; i++)
        {
            if (input.size(i + 1) != row[i])
            {
                return false;
            }
        }
        return true;
    }

    private ArgumentException Wrong(Tensor input, string name, ReadOnlySpan<long> shape) =>
        new(
            $"{network.GetName()} reads {Type} {ShapeText.OfBatch(shape.ToArray())}, "
                + $"but {name} is {input.dtype} {ShapeText.Of(input.shape)}.",
            name
        );
}
