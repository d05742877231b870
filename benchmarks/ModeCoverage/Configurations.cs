using Gan;
using Gan.Losses;

/// <summary>A game under test. All share PacGAN's networks, data, batch of 100 and metrics.</summary>
/// <param name="Name">Name in the tables.</param>
/// <param name="Cost">Discriminator passes an iteration beside those of the plain GAN: shorter runs for dearer games.</param>
/// <param name="Apply">Sets the game.</param>
internal sealed record Configuration(string Name, Func<GanBuilder, GanBuilder> Apply)
{
    // PacGAN's Adam: 1e-4, β = (0.8, 0.999); its own repository gives no other for GAN and PacGAN.
    private static readonly AdamOptions Paper = new(1e-4, 0.8, 0.999);

    internal double Average { get; init; }

    internal static IReadOnlyList<Configuration> All { get; } =
    [
        new("GAN", gan => gan.WithVanilla().WithOptimizers(Paper)),
        new("PacGAN2", gan => gan.WithVanilla().WithPacking(2).WithOptimizers(Paper)),
        new("WGAN-GP", gan => gan.WithWgangp(lambda: 0.1).WithOptimizers(new AdamOptions(1e-4, 0.5, 0.9))), // gan_toy.py of the paper's authors
        new("hinge + R1", gan => gan.WithLoss(new HingeLoss()).AddPenalty(new R1Penalty(Gamma), Every).WithOptimizers(Fast)) { Average = 0.999 },
        new("RpGAN + R1 + R2", gan => gan.WithLoss(new RelativisticPairedLoss()).AddPenalty(new R1Penalty(Gamma), Every).AddPenalty(new R2Penalty(Gamma), Every).WithOptimizers(Fast)) { Average = 0.999 },
    ];

    internal static double Gamma = 0.1; internal static int Every = 1;
    internal static AdamOptions Fast = new(1e-3, 0, 0.99) { Schedule = new LinearDecay(0.5) };
}
