using static TorchSharp.torch;
using static Gan.Torch.Tests.Agreement.Case;

namespace Gan.Torch.Tests.Agreement;

internal static class ReductionCases
{
    public static Case[] All() =>
    [
        Of("sum", t => t[0].sum()),
        Of("sum dim", t => t[0].sum(1)),
        Of("sum dims keepdim", t => t[0].square().sum([0, 2], keepdim: true)),
        Of("sum of booleans", t => (t[0] > 0).sum()),
        Of("mean", t => t[0].square().mean()),
        Of("mean dims keepdim", t => t[0].mean([-1, 0], keepdim: true)),
        Of("prod", t => t[0].prod()),
        Of("std", t => t[0].std()),
        Of("std dim biased", t => t[0].std(1, unbiased: false, keepdim: true)),
        Of("var", t => t[0].var(unbiased: false)),
        Of("var dims", t => t[0].var(new long[] { 0, 2 })),
        OfMany("var mean", t => Pair(var_mean(t[0], new long[] { 1 }, unbiased: true, keepdim: true))),
        OfMany("max min", t => [t[0].max(), t[0].min()]),
        OfMany("max dim", t => Pair(t[0].max(1))),
        OfMany("min dim", t => Pair(t[0].min(-1, keepdim: true))),
        OfMany("argmax argmin", t => [t[0].argmax(2), t[0].argmin(0, keepdim: true)]),
        OfMany("norm", t => [t[0].norm(), t[0].norm(1f)]),
        Of("norm dim", t => t[0].norm(2, keepdim: true, p: 2f)),
        Of("logsumexp", t => t[0].logsumexp(1)),
        Of("cumsum", t => t[0].cumsum(2)),
        OfMany("any all", t => [(t[0] > 2).any(), (t[0] > 2).any(1), (t[0] > -9).all()]),
        OfMany("topk", t => Pair(t[0].topk(2, 1))),
        Of("mean in double", t => t[0].square().mean([1])),
    ];

    private static Tensor[] Pair((Tensor, Tensor) pair) => [pair.Item1, pair.Item2];
}
