using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static Gan.Torch.Tests.Agreement.Case;

namespace Gan.Torch.Tests.Agreement;

/// <summary>Initialisers that draw nothing.</summary>
internal static class InitialiserCases
{
    public static Case[] All() =>
    [
        OfMany("init constant ones zeros", t => [init.constant_(t[0].clone(), 0.3), init.ones_(t[0].clone()), init.zeros_(t[0].clone())]),
        Of("init eye", t => init.eye_(t[0].clone())),
        Of("init gains", _ => tensor(new[]
        {
            init.calculate_gain(init.NonlinearityType.Linear), init.calculate_gain(init.NonlinearityType.Conv2D),
            init.calculate_gain(init.NonlinearityType.Sigmoid), init.calculate_gain(init.NonlinearityType.Tanh),
            init.calculate_gain(init.NonlinearityType.ReLU), init.calculate_gain(init.NonlinearityType.LeakyReLU, 0.2),
        })),
    ];
}
