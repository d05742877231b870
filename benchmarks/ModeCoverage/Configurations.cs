using Gan;
using Gan.Losses;

/// <summary>A game under test. All share PacGAN's networks, data, batches of 100 and measures; G and D take turns here,
/// where the paper updates both at once.</summary>
/// <param name="Name">Name in the tables.</param>
/// <param name="Apply">Sets the game, given the modes' σ.</param>
/// <param name="Average">Decay of the generator's moving average; 0 samples from the live generator, as the paper
/// does.</param>
internal sealed record Configuration(string Name, Func<GanBuilder, double, GanBuilder> Apply, double Average)
{
    internal Configuration(string name, Func<GanBuilder, GanBuilder> apply, double average)
        : this(name, (gan, _) => apply(gan), average) { }

    private const double Gamma = 0.05; // R1 and R2: a slope that resolves modes of σ = 0.05 has a square near 40

    // PacGAN's own: Adam 1e-4, β = (0.8, 0.999).
    private static readonly AdamOptions Paper = new(1e-4, 0.8, 0.999);

    // Codes gather at points, which wander while the rates are high: G is slower than D, and both fall from the start.
    private static readonly AdamOptions Slow = new(5e-4, 0, 0.99) { Schedule = new LinearDecay() };

    // For runs that are a hundredth of the paper's: ten times the rate, falling in the second half.
    private static readonly AdamOptions Short = new(1e-3, 0, 0.99) { Schedule = new LinearDecay(0.5) };

    /// <summary>Factor on the number of iterations for each set; 0 leaves it out.</summary>
    internal (double Ring, double Grid) Length { get; init; } = (1, 1);

    /// <summary>Updates of D alone before the first of G: with weights of 0.02 and rates this low, D's scores hardly
    /// differ at first.</summary>
    internal int WarmUp { get; init; }

    /// <summary>Samples that D judges together; a batch has 100 packs, as PacGAN's.</summary>
    internal int Pack { get; init; } = 1;

    internal static IReadOnlyList<Configuration> All { get; } =
    [
        new("GAN", gan => gan.WithVanilla().WithOptimizers(Paper), 0) { Length = (3, 1) },
        new("PacGAN2", gan => gan.WithVanilla().WithPacking(2).WithOptimizers(Paper), 0) { Pack = 2, Length = (3, 1) },
        new(
            "WGAN-GP",
            gan => gan.WithWgangp(lambda: 0.1).WithOptimizers(Short with { Beta1 = 0.5, Beta2 = 0.9 }),
            0.999
        )
        {
            Length = (0.2, 0.2),
        }, // λ and β of the authors' gan_toy.py; five critic updates each
        new(
            "hinge + R1",
            gan => gan.WithHinge().AddPenalty(new R1Penalty(Gamma), every: 4).WithOptimizers(Short),
            0.999
        ),
        new(
            "RpGAN + R1 + R2",
            gan =>
                gan.WithRelativistic(average: false)
                    .AddPenalty(new R1Penalty(Gamma), every: 4)
                    .AddPenalty(new R2Penalty(Gamma), every: 4)
                    .WithOptimizers(Short),
            0.999
        ),
        // Without codes the bridges between modes get narrower for as long as it is trained; on the grid at twice the
        // rates. A smaller γ loses modes there, and gains nothing on the ring.
        new("RpGAN + R1 + R2, long", (gan, sigma) => Relativistic(gan, sigma, RateFor(sigma)), 0.999)
        {
            WarmUp = 300,
            Length = (20, 20),
        },
        // A continuous map from one Gaussian to separate modes has to bridge them; one from codes has not. The grid has
        // more codes than modes, because two may share one.
        new(
            "RpGAN + R1 + R2 + codes",
            (gan, sigma) =>
                Relativistic(gan, sigma, RateFor(sigma))
                    .WithConditioning(
                        sigma < 0.03
                            ? new InfoGanCodes(Categories: 8, Continuous: 0, Lambda: 0.5)
                            : new InfoGanCodes(Categories: 50, Continuous: 0, Lambda: 0.1)
                    ),
            0.999
        )
        {
            WarmUp = 300,
            Length = (3, 6),
        },
        // With the modes as labels: how precisely a mode is met once nothing has to be discovered.
        new(
            "RpGAN + R1 + R2 + labels",
            (gan, sigma) => Relativistic(gan, sigma).WithConditioning(new LabelConcatenation()),
            0.999
        )
        {
            WarmUp = 300,
        },
    ];

    // The grid has three times as many modes, whose codes have farther to go.
    private static AdamOptions RateFor(double sigma) => Slow with { LearningRate = sigma < 0.03 ? 5e-4 : 1e-3 };

    // γ scales with σ²: the slope that tells a mode from its surroundings is near 1/σ, and R1 and R2 take its square.
    private static GanBuilder Relativistic(GanBuilder gan, double sigma, AdamOptions? generator = null) =>
        gan.WithRelativistic(average: false)
            .AddPenalty(new R1Penalty(8 * sigma * sigma), every: 4)
            .AddPenalty(new R2Penalty(8 * sigma * sigma), every: 4)
            .WithOptimizers(generator ?? Slow, Slow with { LearningRate = 2 * (generator ?? Slow).LearningRate });
}
