using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;
using static Gan.Torch.Tests.Agreement.Case;

namespace Gan.Torch.Tests.Agreement;

internal static class NormCases
{
    public static Case[] All() =>
    [
        Of("batch norm training", t => batch_norm(t[0], null!, null!, t[1], t[2], training: true)),
        Of("batch norm evaluation", t => batch_norm(t[0], t[1], t[2], t[3], t[4])),
        Of("layer norm", t => layer_norm(t[0], [3, 3], t[1], t[2])),
        Of("layer norm without weights", t => layer_norm(t[0], [6, 3, 3])),
        Of("group norm", t => group_norm(t[0], 3, t[1], t[2])),
        Of("instance norm", t => instance_norm(t[0], weight: t[1], bias: t[2])),
        Of("instance norm without weights", t => instance_norm(t[0])),
    ];
}
