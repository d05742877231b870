using static TorchSharp.torch;
using static Gan.Torch.Tests.Agreement.Case;

namespace Gan.Torch.Tests.Agreement;

internal static class LinearAlgebraCases
{
    public static Case[] All() =>
    [
        Of("matmul", t => t[0].matmul(t[1])),
        Of("matmul batches broadcast", t => matmul(t[0], t[1])),
        Of("matmul in double", t => t[0].matmul(t[1])),
        OfMany("mm mv dot", t => [t[0].mm(t[1]), t[0].mv(t[2]), t[2].dot(t[2])]),
        Of("bmm", t => t[0].bmm(t[1])),
        Of("addmm", t => t[0].addmm(t[1], t[2], beta: 0.5f, alpha: 2f)),
        Of("baddbmm", t => t[0].baddbmm(t[1], t[2], beta: 0.5f, alpha: 2f)),
        Of("outer", t => outer(t[0], t[1])),
        Of("einsum", t => einsum("bij,bkj->ik", t[0], t[1])),
        Of("cov", t => cov(t[0])),
        Of("cdist", t => cdist(t[0], t[1])),
        Of("vector norm", t => linalg.vector_norm(t[0], 2, [1], true)),
        Of("eigh square root", t =>
        {
            var (values, vectors) = linalg.eigh(PositiveDefinite(t[0]));
            return (vectors * values.sqrt()).matmul(vectors.t());
        }),
        Of("eigvalsh", t => linalg.eigvalsh(PositiveDefinite(t[0]))),
        OfMany("svd", t =>
        {
            var (u, s, vh) = linalg.svd(t[0], fullMatrices: false);
            return [s, (u * s.log1p()).matmul(vh)];
        }),
        Of("inv", t => linalg.inv(PositiveDefinite(t[0]))),
        Of("solve", t => linalg.solve(PositiveDefinite(t[0]), t[1])),
        Of("cholesky", t => linalg.cholesky(PositiveDefinite(t[0]))),
        Of("frechet trace", t => linalg.eigvals(PositiveDefinite(t[0]).matmul(PositiveDefinite(t[1]))).real.clamp_min(0).sqrt().sum()),
    ];

    private static Tensor PositiveDefinite(Tensor a) => a.matmul(a.t()) + eye(5, dtype: float64);
}
