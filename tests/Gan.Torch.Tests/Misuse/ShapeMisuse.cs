using TorchSharp;
using static TorchSharp.torch;
using static Gan.Torch.Tests.Misuse.BadCall;

namespace Gan.Torch.Tests.Misuse;

/// <summary>Shapes that do not fit and dimensions that do not exist.</summary>
internal static class ShapeMisuse
{
    private static Tensor T(params long[] shape) => zeros(shape);

    public static BadCall[] All() =>
    [
        Of("matmul of 2x3 and 4x5", () => T(2, 3).matmul(T(4, 5)), "matmul", "Float32[2, 3]", "Float32[4, 5]"),
        Of("mm of vectors", () => T(3).mm(T(3)), "mm", "Float32[3]"),
        Of("bmm of unequal batches", () => T(2, 3, 4).bmm(T(3, 4, 5)), "bmm", "[2, 3, 4]", "[3, 4, 5]"),
        Of("mv of a wrong length", () => T(2, 3).mv(T(4)), "mv", "[2, 3]", "[4]"),
        Of("dot of unequal lengths", () => T(3).dot(T(4)), "dot", "[3]", "[4]"),
        Of("addmm with a wrong bias", () => T(7).addmm(T(2, 3), T(3, 4)), "addmm", "[7]", "[2, 3]", "[3, 4]"),
        Of("sum of shapes that do not broadcast", () => T(2, 3) + T(4), "add", "[2, 3]", "[4]"),
        Of("product of shapes that do not broadcast", () => T(2, 3) * T(2), "mul", "[2, 3]", "[2]"),
        Of("quotient of shapes that do not broadcast", () => T(5) / T(2), "div", "[5]", "[2]"),
        Of("in-place sum that would grow", () => T(3).add_(T(2, 3)), "add_", "[3]", "[2, 3]"),
        Of("maximum of unequal shapes", () => maximum(T(2, 3), T(5)), "maximum", "[2, 3]", "[5]"),
        Of("where of unequal shapes", () => where(T(3) > 0, T(4), T(3)), "where", "Bool[3]", "Float32[4]"),
        Of("lerp of unequal shapes", () => lerp(T(2), T(3), T(1)), "lerp", "[2]", "[3]"),
        Of("cat of unequal shapes", () => cat([T(2, 3), T(2, 4)], 0), "cat", "[2, 3]", "[2, 4]"),
        Of("cat of nothing", () => cat(Array.Empty<Tensor>()), "cat"),
        Of("stack of unequal shapes", () => stack([T(2), T(3)]), "stack", "[2]", "[3]"),
        Of("reshape to another size", () => T(2, 3).reshape(4, 2), "reshape", "[2, 3]", "[4, 2]"),
        Of("view to another size", () => T(2, 3).view(7), "view", "[2, 3]", "[7]"),
        Of("view of a transposed tensor", () => T(2, 3).t().view(6), "view", "[3, 2]"),
        Of("reshape with two unknowns", () => T(2, 3).reshape(-1, -1), "reshape", "[2, 3]", "[-1, -1]"),
        Of("expand of a long dimension", () => T(2, 3).expand(4, 3), "expand", "[2, 3]", "[4, 3]"),
        Of("permute with too few dimensions", () => T(2, 3, 4).permute(0, 1), "permute", "[2, 3, 4]"),
        Of("permute with a repeated dimension", () => T(2, 3).permute(0, 0), "permute", "[2, 3]"),
        Of("transpose of a missing dimension", () => T(2, 3).transpose(0, 2), "transpose", "[2, 3]"),
        Of("squeeze of a missing dimension", () => T(2, 3).squeeze(5), "squeeze", "[2, 3]", "5"),
        Of("unsqueeze beyond the end", () => T(2, 3).unsqueeze(4), "unsqueeze", "[2, 3]", "4"),
        Of("flatten backwards", () => T(2, 3, 4).flatten(2, 1), "flatten", "[2, 3, 4]"),
        Of("split into wrong sizes", () => T(5).split(new long[] { 2, 2 }), "split", "[5]"),
        Of("chunk into none", () => T(5).chunk(0), "chunk", "[5]"),
        Of("narrow beyond the end", () => T(5).narrow(0, 3, 4), "narrow", "[5]"),
        Of("repeat with too few dimensions", () => T(2, 3).repeat(2), "repeat", "[2, 3]"),
        Of("flip of a repeated dimension", () => T(2, 3).flip(0, 0), "flip", "[2, 3]"),
        Of("diagonal of one dimension twice", () => T(2, 3).diagonal(0, 1, 1), "diagonal", "[2, 3]"),
        Of("sum over a missing dimension", () => T(2, 3).sum(2), "sum", "[2, 3]", "2"),
        Of("mean over a dimension twice", () => T(2, 3).mean([1, 1]), "mean", "[2, 3]"),
        Of("max of nothing", () => T(0).max(), "max", "[0]"),
        Of("topk of more than there are", () => T(3).topk(4), "topk", "[3]"),
        Of("cumsum over a missing dimension", () => T(3).cumsum(1), "cumsum", "[3]"),
        Of("einsum with a wrong equation", () => einsum("ij,jk->iz", T(2, 3), T(3, 4)), "einsum", "[2, 3]", "[3, 4]"),
        Of("einsum of unequal sizes", () => einsum("ij,jk->ik", T(2, 3), T(4, 5)), "einsum", "[2, 3]", "[4, 5]"),
        Of("a negative size", () => zeros([-1, 2]), "zeros", "[-1, 2]"),
        Of("an array of another size", () => tensor(new float[] { 1, 2, 3 }, [2L, 2L]), "tensor", "12", "[2, 2]"),
        Of("arange with step zero", () => arange(0, 5, 0L.ToScalar()), "arange", "step"),
        Of("linspace with fewer than no steps", () => linspace(0, 1, -2), "linspace", "-2"),
        Of("size of a missing dimension", () => T(2, 3).size(2), "size", "2"),
    ];
}
