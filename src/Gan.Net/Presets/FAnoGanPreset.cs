using Gan.Games;

namespace Gan;

/// <summary>Detection of anomalies (Schlegl et al. 2019, Medical Image Analysis 54).</summary>
public static class FAnoGanPreset
{
    extension(AnomalyBuilder anomaly)
    {
        /// <summary>f-AnoGAN (Schlegl et al. 2019, section 3): a GAN trained as WGAN-GP, then an encoder with RMSProp
        /// in the paper, here Adam(1e-3, 0.9, 0.999) falling to 0, which needs a tenth of the steps.</summary>
        /// <param name="kappa">κ, the weight of the features. At least 0. Default 1.</param>
        public AnomalyBuilder WithFAnoGan(double kappa = 1) =>
            anomaly
                .With(gan => gan.WithWgangp())
                .WithOptions(anomaly.Options with { FeatureWeight = kappa })
                .WithEncoder(training =>
                    training.WithOptimizers(new AdamOptions(1e-3, 0.9, 0.999) { Schedule = new LinearDecay() })
                );
    }
}
