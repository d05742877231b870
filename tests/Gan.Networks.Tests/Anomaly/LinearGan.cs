using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Networks.Tests;

/// <summary>A GAN whose answers have closed forms: samples are (z₁, …, z_L, 0, …, 0), and the discriminator's features
/// are the sample itself.</summary>
internal static class LinearGan
{
    internal const long Size = 6;
    internal const long LatentSize = 2;

    internal static NetworkPlan Plan { get; } =
        new()
        {
            Family = new MlpOptions
            {
                LatentSize = LatentSize,
                GeneratorWidths = [],
                DiscriminatorWidths = [],
                Dropout = 0,
            },
            SampleShape = [Size],
        };

    internal static TrainedGan Gan()
    {
        using var network = Plan.MakeGenerator();
        Fill(network, eye(Size, LatentSize));
        return TrainedGan.Of(network, Plan, "rows", step: 7);
    }

    internal static TrainedDiscriminator Judge()
    {
        using var network = Plan.MakeDiscriminator();
        return TrainedDiscriminator.Of(network, Plan, "rows", step: 7);
    }

    /// <summary>With the encoder that takes the first entries, the best one there is.</summary>
    internal static AnomalyDetector WithEncoder(double featureWeight)
    {
        var plan = new AnomalyPlan
        {
            Networks = Plan,
            Encoder = new MlpEncoder { Widths = [] },
            FeatureWeight = featureWeight,
        };
        using var encoder = plan.MakeEncoder();
        Fill(encoder, eye(LatentSize, Size));
        using var gan = Gan();
        using var judge = Judge();
        return AnomalyDetector.Of(gan.Generator, judge.Network, encoder, plan, "rows", step: 9);
    }

    private static void Fill(nn.Module network, Tensor weight)
    {
        using var _ = no_grad();
        foreach (var parameter in network.parameters())
        {
            parameter.zero_();
        }
        network.parameters().Single(parameter => parameter.dim() == 2).copy_(weight);
    }
}
