using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;
using static Gan.Torch.Tests.Agreement.Case;

namespace Gan.Torch.Tests.Agreement;

internal static class LossCases
{
    public static Case[] All() =>
    [
        Of("bce", t => binary_cross_entropy(t[0], t[1])),
        Of("bce with logits", t => binary_cross_entropy_with_logits(t[0], t[1])),
        Of("bce with logits sum and weights", t => binary_cross_entropy_with_logits(t[0], t[1], t[2], Reduction.Sum, t[3])),
        Of("bce with logits none", t => binary_cross_entropy_with_logits(t[0], t[1], reduction: Reduction.None)),
        Of("bce with extreme logits", t => binary_cross_entropy_with_logits(t[0], t[1], reduction: Reduction.None)),
        Of("cross entropy", t => cross_entropy(t[0], t[1])),
        Of("cross entropy weights and smoothing", t => cross_entropy(t[0], t[1], t[2], label_smoothing: 0.1)),
        Of("cross entropy ignore index", t => cross_entropy(t[0], t[1], ignore_index: 2, reduction: Reduction.Sum)),
        Of("mse", t => mse_loss(t[0], t[1])),
        Of("mse sum", t => mse_loss(t[0], t[1], Reduction.Sum)),
        Of("l1", t => l1_loss(t[0], t[1])),
        Of("smooth l1", t => smooth_l1_loss(t[0], t[1], beta: 0.5)),
        Of("nll", t => nll_loss(log_softmax(t[0], 1), t[1])),
        Of("kl div log target", t => kl_div(log_softmax(t[0], 1), log_softmax(t[1], 1))),
        Of("kl div sum", t => kl_div(log_softmax(t[0], 1), t[1], log_target: false, reduction: Reduction.Sum)),
    ];
}
