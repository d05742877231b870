using Gan.Runtime;

namespace Gan.Serving.Batching;

/// <summary>Makes samples, one batch at a time.</summary>
internal interface ISampler
{
    ShippedSamples Make(SampleOrder order);
}

/// <summary>By a shipped generator.</summary>
internal sealed class ShippedSampler(ShippedGan gan) : ISampler
{
    public ShippedSamples Make(SampleOrder order) =>
        gan.Generate(
            order.Latents,
            order.Labels.Length == 0 ? null : order.Labels,
            order.Conditions.Length == 0 ? null : order.Conditions,
            order.Share
        );
}
