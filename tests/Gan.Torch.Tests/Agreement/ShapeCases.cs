using static TorchSharp.torch;
using static Gan.Torch.Tests.Agreement.Case;

namespace Gan.Torch.Tests.Agreement;

internal static class ShapeCases
{
    public static Case[] All() =>
    [
        OfMany("reshape view", t => [t[0].reshape(4, -1), t[0].view(6, 4)]),
        OfMany("flatten", t => [t[0].flatten(), t[0].flatten(1)]),
        OfMany("permute transpose", t => [t[0].permute(2, 0, 1), t[0].transpose(0, -1), t[0][0].t()]),
        Of("contiguous of a permutation", t => t[0].permute(2, 0, 1).contiguous().view(-1)),
        OfMany("squeeze unsqueeze", t => [t[0].unsqueeze(0).unsqueeze(-1), t[0].unsqueeze(1).squeeze(1), t[0].unsqueeze(1).squeeze()]),
        Of("expand", t => t[0].unsqueeze(1).expand(2, 5, 3, 4)),
        Of("expand as", t => t[0].expand_as(t[1]) * t[1]),
        Of("repeat", t => t[0].repeat(2, 1, 3)),
        Of("repeat interleave", t => t[0].repeat_interleave(3, 1)),
        Of("roll", t => t[0].roll(2, 1)),
        Of("flip", t => t[0].flip(0, 2)),
        Of("cat", t => cat([t[0], t[1], t[2]], 1)),
        Of("stack", t => stack([t[0], t[1]], -1)),
        OfMany("chunk", t => t[0].chunk(3, 2)),
        OfMany("split by size", t => t[0].split(2, 1)),
        OfMany("split by sizes", t => t[0].split(new long[] { 1, 3 }, 2)),
        OfMany("unbind", t => t[0].unbind(1)),
        OfMany("diagonal trace", t => [t[0][0].diagonal(1), t[0][1].trace()]),
        OfMany("diag", t => [diag(t[0]), diag(t[1], -1)]),
        OfMany("tril triu", t => [t[0].tril(), t[0].triu(1)]),
    ];
}
