using static TorchSharp.torch;
using static Gan.Torch.Tests.Agreement.Case;

namespace Gan.Torch.Tests.Agreement;

internal static class IndexingCases
{
    private static readonly TensorIndex All_ = TensorIndex.Colon;

    public static Case[] All() =>
    [
        Of("index integer", t => t[0][2]),
        Of("index negative", t => t[0][-1, -2]),
        Of("index three integers", t => t[0][1, 2, 3]),
        Of("index slice", t => t[0][TensorIndex.Slice(1, 3)]),
        Of("index slices and steps", t => t[0][TensorIndex.Slice(step: 2), TensorIndex.Slice(1), TensorIndex.Slice(stop: -1)]),
        Of("index ellipsis", t => t[0][TensorIndex.Ellipsis, 2]),
        Of("index none", t => t[0][All_, TensorIndex.None, TensorIndex.Slice(1, 4)]),
        Of("index range", t => t[0][^3.., 1..4]),
        Of("index mask", t => t[0][t[1]]),
        Of("index tensor", t => t[0][t[1]]),
        Of("index two tensors", t => t[0][t[1], t[2]]),
        Of("index slice then tensor", t => t[0][All_, TensorIndex.Tensor(t[1])]),
        Of("index select", t => t[0].index_select(1, t[1])),
        Of("gather", t => t[0].gather(1, t[1])),
        Of("masked fill", t => t[0].masked_fill(t[1], -3.5)),
        Of("masked select", t => t[0].masked_select(t[1])),
        Of("narrow", t => t[0].narrow(1, 2, 3)),
        Of("select", t => t[0].select(-1, 4)),
        Of("slice method", t => t[0].slice(1, 1, 5, 2)),
        Of("one hot", t => nn.functional.one_hot(t[0], 6)),

        Assign("assign row", (x, t) => x[1] = t[1]),
        Assign("assign slices", (x, t) => x[TensorIndex.Slice(1, 3), TensorIndex.Slice(step: 2)] = t[1]),
        Assign("assign mask", (x, t) => x[t[1]] = 0.25f),
        Assign("assign index tensor", (x, t) => x[t[1]] = t[2]),
        Assign("assign element", (x, t) => x[2, 3] = t[1][0]),
        Of("scatter", t => t[0].scatter(1, t[1], t[2])),
        Of("scatter in place", t => t[0].clone().scatter_(0, t[1], t[2])),
    ];

    private static Case Assign(string name, Action<Tensor, Tensor[]> assign) => Of(name, t =>
    {
        var copy = t[0].clone();
        assign(copy, t);
        return copy;
    });
}
