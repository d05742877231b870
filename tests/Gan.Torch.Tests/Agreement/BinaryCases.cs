using static TorchSharp.torch;
using static Gan.Torch.Tests.Agreement.Case;

namespace Gan.Torch.Tests.Agreement;

internal static class BinaryCases
{
    public static Case[] All() =>
    [
        Of("add", t => t[0] + t[1]),
        Of("add broadcast", t => t[0] + t[1]),
        Of("add alpha", t => t[0].add(t[1], -2.5)),
        Of("subtract", t => t[0] - t[1]),
        Of("multiply broadcast", t => t[0] * t[1]),
        Of("divide broadcast", t => t[0] / t[1]),
        Of("divide floor", t => div(t[0], t[1], RoundingMode.floor)),
        Of("divide trunc", t => t[0].div(0.3, RoundingMode.trunc)),
        Of("scalars on the right", t => ((t[0] + 2) * 0.5 - 1) / 3),
        Of("scalars on the left", t => 1.5 - 2 * (0.5 + t[0])),
        Of("scalar over tensor", t => 2.0 / t[0]),
        Of("integer arithmetic", t => t[0] * 3 + 1 - 7),
        Of("integer and float", t => t[0] * t[1]),
        OfMany("maximum minimum", t => [maximum(t[0], t[1]), minimum(t[0], t[1])]),
        Of("where", t => where(t[0], t[1], t[2])),
        Of("lerp", t => lerp(t[0], t[1], t[2])),
        Of("addcmul", t => t[0].addcmul(t[1], t[2], 0.3)),
        Of("addcdiv in place", t => t[0].clone().addcdiv_(t[1], t[2], 0.3)),
        OfMany("comparisons", t => [t[0] > t[1], t[0] < t[1], t[0] >= t[1], t[0] <= t[1], t[0] == t[1], t[0] != t[1]]),
        OfMany("comparison with a scalar", t => [t[0] > 0.5, t[0] < 0.5, (t[0] >= 0).@float()]),
        OfMany("logic", t => [t[0] & t[1], t[0] | t[1], ~t[0], t[0] ^ t[1]]),
        OfMany("conversions", t => [t[0].to(float64), t[0].@long(), (t[0] * 10).to_type(ScalarType.Int64).@float()]),
        Of("mixed precision sum", t => t[0].@double() + t[1]),

        Of("in-place chain", t => t[0].clone().add_(t[1]).mul_(2).sub_(0.5).div_(t[1].square() + 1)),
        Of("in-place add alpha", t => t[0].clone().add_(t[1], 0.25)),
        Of("in-place clamp", t => t[0].clone().clamp_(-0.3, 0.3)),
        Of("in-place lerp", t => t[0].clone().lerp_(t[1], t[2])),
        Of("in-place pow sqrt", t => t[0].clone().pow_(2).sqrt_()),
        OfMany("in-place fill zero", t => [t[0].clone().fill_(3.5), t[0].clone().zero_()]),
        Of("in-place addcmul", t => t[0].clone().addcmul_(t[1], t[2], -2)),
        Of("copy", t => t[0].clone().copy_(t[1])),
    ];
}
