namespace Gan;

/// <summary>
/// How AnoGAN (Schlegl et al. 2017, arXiv:1703.05921, section 2.2) looks for the latent of a sample: by gradient
/// descent on (1 − λ)·‖x − G(z)‖₁ + λ·‖f(x) − f(G(z))‖₁, where f is the discriminator's last hidden layer. The least
/// value found is the score.
/// </summary>
public sealed record LatentSearch
{
    /// <summary>Steps of Adam. At least 1. Default 500, the paper's.</summary>
    public int Steps { get; init; } = 500;

    /// <summary>Adam's rate at the start, falling to 0 in a straight line: no entry of a latent gets further than about
    /// half of rate times steps. Above 0. Default 0.05.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>λ, the share of the features. From 0 to 1. Default 0.1.</summary>
    public double FeatureShare { get; init; } = 0.1;

    /// <summary>Latents from N(0, I) to start from, the same for each sample; the best end counts. At least 1, the
    /// default.</summary>
    public int Starts { get; init; } = 1;

    /// <summary>Chooses them.</summary>
    public ulong Seed { get; init; }

    /// <summary>What is out of range, each with its bound and value; empty when all is well.</summary>
    public IEnumerable<Problem> Problems() =>
        Bounds.Of(
            nameof(LatentSearch),
            Bounds.AtLeast(1, Steps),
            Bounds.Above(0, LearningRate),
            Bounds.In("[0, 1]", FeatureShare),
            Bounds.Within(1, 100, Starts)
        );
}
