namespace Gan.Losses;

/// <summary>What a part of a GAN does to the slope ‖∇D(x)‖ of its discriminator, by which Build judges what goes
/// together: a Wasserstein loss needs a bounded one.</summary>
public enum CriticSlope
{
    /// <summary>Not known: nothing is said about it. The default of a part of one's own.</summary>
    Unknown,

    /// <summary>The part leaves the slope free.</summary>
    Free,

    /// <summary>The part bounds the slope, as spectral normalisation and weight clipping do.</summary>
    Bounded,

    /// <summary>The part draws the slope to 1 between real and generated samples, as WGAN-GP's penalty does.</summary>
    One,

    /// <summary>The part draws the slope to 0 at the samples, as R1 and R2 do.</summary>
    Flat,
}
