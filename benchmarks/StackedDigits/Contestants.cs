using Gan;
using Gan.Losses;

/// <summary>A game on the tiny networks. Batch and iterations are common to all.</summary>
internal sealed record Contestant(string Name, bool Norm, int Pack, Func<GanBuilder, GanBuilder> Apply)
{
    // The papers' rates and β; the discriminator is twice as fast.
    private static readonly AdamOptions Slow = new(1e-4, 0.5, 0.99);
    private static readonly AdamOptions Fast = new(2e-4, 0.5, 0.99);

    // For runs that are a hundredth of the paper's: ten times the rate, falling in the second half.
    private static readonly AdamOptions Short = new(2e-3, 0, 0.99) { Schedule = new LinearDecay(0.5) };

    internal static IReadOnlyList<Contestant> All { get; } =
    [
        new("DCGAN", true, 1, gan => gan.WithVanilla().WithOptimizers(Slow, Fast)),
        new("PacDCGAN2", true, 2, gan => gan.WithVanilla().WithPacking(2).WithOptimizers(Slow, Fast)),
        new("DCGAN, rates × 10", true, 1, gan => gan.WithVanilla().WithOptimizers(TenTimes(Slow), TenTimes(Fast))),
        new(
            "PacDCGAN2, rates × 10",
            true,
            2,
            gan => gan.WithVanilla().WithPacking(2).WithOptimizers(TenTimes(Slow), TenTimes(Fast))
        ),
        new(
            "RpGAN + R1 + R2",
            false,
            1,
            gan =>
                gan.WithRelativistic(average: false)
                    .AddPenalty(new R1Penalty(0.5), every: 4)
                    .AddPenalty(new R2Penalty(0.5), every: 4)
                    .WithOptimizers(Short)
        ),
        new(
            "WGAN-GP, 5 critic updates",
            false,
            1,
            gan => gan.WithWgangp().WithOptimizers(Short with { Beta1 = 0.5, Beta2 = 0.9 })
        ),
    ];

    private static AdamOptions TenTimes(AdamOptions options) =>
        options with
        {
            LearningRate = 10 * options.LearningRate,
        };
}
