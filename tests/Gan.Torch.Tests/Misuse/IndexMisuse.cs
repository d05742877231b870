using static TorchSharp.torch;
using static Gan.Torch.Tests.Misuse.BadCall;

namespace Gan.Torch.Tests.Misuse;

/// <summary>Positions outside of a tensor.</summary>
internal static class IndexMisuse
{
    private static Tensor T(params long[] shape) => zeros(shape);

    private static Tensor I(params long[] positions) => tensor(positions);

    public static BadCall[] All() =>
    [
        Of("row 5 of 2", () => T(2, 3)[5], "select", "[2, 3]", "5"),
        Of("row -3 of 2", () => T(2, 3)[-3], "select", "[2, 3]", "-3"),
        Of("element outside", () => T(2, 3)[1, 3], "3"),
        Of("more indices than dimensions", () => T(2, 3)[1, 2, 0], "3 indices", "2 dimensions"),
        Of("an index of a scalar", () => tensor(1f)[0], "select", "Float32[]"),
        Of("two ellipses", () => T(2, 3)[TensorIndex.Ellipsis, TensorIndex.Ellipsis], "ellipsis"),
        Of("a slice with step zero", () => T(5)[TensorIndex.Slice(step: 0)], "step", "0"),
        Of("a slice with a negative step", () => T(5)[TensorIndex.Slice(step: -1)], "step", "-1"),
        Of("a tensor of positions outside", () => T(2, 3)[I(0, 7)], "index", "Int64[2]"),
        Of("a mask of another shape", () => T(2, 3)[T(4) > 0], "index", "[4]"),
        Of("index tensors that do not broadcast", () => T(4, 4)[I(0, 1), I(0, 1, 2)], "index", "Int64[2]", "Int64[3]"),
        Of("select outside", () => T(2, 3).select(1, 3), "select", "[2, 3]", "3"),
        Of("index_select outside", () => T(2, 3).index_select(0, I(2)), "index_select", "[2, 3]", "Int64[1]"),
        Of("index_select with fractions", () => T(2, 3).index_select(0, T(1)), "index_select", "[2, 3]", "Float32[1]"),
        Of("gather outside", () => T(2, 3).gather(1, I(4, 4).view(2, 1)), "gather", "[2, 3]", "Int64[2, 1]"),
        Of("gather with fractions", () => T(2, 3).gather(1, T(2, 1)), "gather", "Float32[2, 1]"),
        Of("scatter outside", () => T(2, 3).scatter(1, I(9, 9).view(2, 1), T(2, 1)), "scatter", "[2, 3]", "Int64[2, 1]"),
        Of("masked_select with numbers as mask", () => T(2, 3).masked_select(T(2, 3)), "masked_select", "Float32[2, 3]"),
        Of("masked_select of another shape", () => T(2, 3).masked_select(T(4) > 0), "masked_select", "[2, 3]", "Bool[4]"),
        Of("assignment of another shape", () => T(2, 3)[0] = T(5), "copy_", "[3]", "[5]"),
        Of("assignment outside", () => T(2, 3)[2] = T(3), "select", "[2, 3]", "2"),
        Of("assignment by positions outside", () => T(2, 3)[I(5)] = T(3), "index_put_", "[2, 3]", "Int64[1]"),
        Of("a value outside of an accessor", () => T(2, 3).data<float>()[2, 0], "2", "dimension 0"),
        Of("an accessor with too few indices", () => T(2, 3, 4).data<float>()[1, 2], "2 indices", "3 dimensions"),
        Of("one_hot of a class outside", () => nn.functional.one_hot(I(5), 3), "one_hot", "Int64[1]", "3"),
        Of("take outside", () => T(2, 3).take(I(6)), "take", "[2, 3]", "Int64[1]"),
    ];
}
