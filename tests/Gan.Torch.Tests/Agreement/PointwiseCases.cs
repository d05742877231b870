using static TorchSharp.torch;
using static Gan.Torch.Tests.Agreement.Case;

namespace Gan.Torch.Tests.Agreement;

internal static class PointwiseCases
{
    public static Case[] All() =>
    [
        Of("abs", t => t[0].abs()),
        Of("neg", t => -t[0]),
        Of("exp", t => t[0].exp()),
        Of("log", t => t[0].log()),
        Of("log1p", t => t[0].log1p()),
        Of("sqrt", t => t[0].sqrt()),
        Of("rsqrt", t => t[0].rsqrt()),
        Of("square", t => t[0].square()),
        Of("reciprocal", t => t[0].reciprocal()),
        Of("sigmoid", t => t[0].sigmoid()),
        Of("tanh", t => t[0].tanh()),
        Of("relu", t => t[0].relu()),
        Of("leaky relu", t => t[0].leaky_relu(0.2)),
        Of("erf", t => t[0].erf()),
        Of("sin", t => t[0].sin()),
        Of("cos", t => t[0].cos()),
        Of("floor", t => (t[0] * 3).floor()),
        Of("round", t => (t[0] * 3).round()),
        Of("sign", t => t[0].sign()),
        Of("clamp", t => t[0].clamp(-0.5, 0.7)),
        Of("clamp min", t => t[0].clamp_min(0.1)),
        Of("clamp max", t => t[0].clamp_max(0.1)),
        Of("pow 3", t => t[0].pow(3)),
        Of("pow 1.5", t => t[0].pow(1.5)),
        Of("nan to num", t => t[0].log().nan_to_num(nan: 2, posinf: 3, neginf: -4)),
        OfMany("isnan isfinite", t => [t[0].log().isnan(), t[0].log().isfinite()]),
        Of("tanh in double", t => t[0].tanh()),
        Of("exp log in double", t => (t[0].exp() + 1).log()),
    ];
}
