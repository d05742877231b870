using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests;

/// <summary>A small StyleGAN2 with its first weights.</summary>
internal static class StyledGan
{
    internal static readonly StyleGan2Options Options = new()
    {
        LatentSize = 6,
        StyleSize = 6,
        GeneratorMaps = 4,
        MaxMaps = 8,
    };

    internal static TrainedGan Styled()
    {
        var plan = new NetworkPlan { Family = Options with { MappingRate = 1 }, SampleShape = [3, 16, 16] };
        using var network = plan.MakeGenerator();
        foreach (var (name, parameter) in network.named_parameters().Where(p => p.name.StartsWith("images")))
        {
            using var _ = no_grad();
            parameter.mul_(name.EndsWith("style.bias") || name.EndsWith("style.weight") ? 1 : 0.1); // within [-1, 1]
        }
        return TrainedGan.Of(network, plan, "digits", 1);
    }
}
