using Gan.Games;

namespace Gan;

/// <summary>Detection of anomalies (Schlegl et al. 2019, Medical Image Analysis 54).</summary>
public static class FAnoGanPreset
{
    extension(AnomalyBuilder anomaly)
    {
        /// <summary>f-AnoGAN (Schlegl et al. 2019, section 3): a GAN trained as WGAN-GP, then an encoder. The paper
        /// trains that with RMSProp(5e-5) for 50,000 steps; here it is Adam(1e-3, 0.9, 0.999) falling to 0, for short
        /// trainings.</summary>
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
