namespace Gan.Monitoring;

/// <summary>What a <see cref="HealthMonitor"/> measured at one check.</summary>
/// <param name="Step">The step.</param>
/// <param name="RealScore">Mean score of real samples since the check before; NaN in a game that reports none, or
/// has no adversarial loss that tells what they mean.</param>
/// <param name="FakeScore">Mean score of generated samples since the check before; NaN likewise.</param>
/// <param name="GradientLeft">
/// The length of the gradient of the discriminator's adversarial loss with respect to these two scores, relative to
/// that at equal scores: near 0 the discriminator has nothing left to learn, near 1 it cannot tell the two apart.
/// Always 1 for a Wasserstein loss. NaN where the loss gives none.
/// </param>
/// <param name="GeneratorGradientLeft">The same of the generator's loss: near 0 it is flat, so that a generator that
/// loses learns nothing (the minimax loss).</param>
/// <param name="Gradients">Euclidean norm of each player's gradient in its last update, after clipping, by the player's
/// name.</param>
/// <param name="Swing">
/// Standard deviation of the gap between the two mean scores over the last window, slow changes only, relative to the
/// mean gap; 0 when it is noise.
/// </param>
/// <param name="Spread">Mean distance between samples, divided by that
/// between real samples; null before the first look at samples.</param>
/// <param name="Duplicates">Share of samples with another one closer than a quarter of the distance at which real
/// samples have their nearest neighbour.</param>
/// <param name="Nearest">Median distance of a sample to the nearest real
/// one, divided by that of real samples to the nearest other one.</param>
public sealed record HealthReading(
    long Step,
    double RealScore,
    double FakeScore,
    double GradientLeft,
    double GeneratorGradientLeft,
    IReadOnlyDictionary<string, double> Gradients,
    double Swing,
    double? Spread,
    double? Duplicates,
    double? Nearest
)
{
    /// <summary>Euclidean norm of the generator's gradient in the last update, after clipping; NaN in a game without a
    /// generator.</summary>
    public double GeneratorGradient => Gradients.GetValueOrDefault("generator", double.NaN);

    /// <summary>The same of the discriminator's last update; NaN in a game without a discriminator.</summary>
    public double DiscriminatorGradient => Gradients.GetValueOrDefault("discriminator", double.NaN);
}
