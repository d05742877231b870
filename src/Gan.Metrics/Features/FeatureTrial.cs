using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>Tries an extractor on two samples of noise: what does not fit is said before a training.</summary>
internal static class FeatureTrial
{
    /// <returns>The width of the features, or what stands against them.</returns>
    internal static (long Width, Problem? Problem) Run(IFeatureExtractor extractor, IReadOnlyList<long> sampleShape)
    {
        using var scope = NewDisposeScope();
        using var gradient = no_grad();
        using var random = new Generator(0); // its own, so that nothing else draws other numbers
        var samples = rand([2, .. sampleShape], generator: random).mul(2).sub(1);
        try
        {
            var features = extractor.Extract(samples);
            return features.dim() == 2 && features.shape[0] == 2
                ? (features.shape[1], null)
                : (0, Refused($"it gave {ShapeText.Of(features.shape)} in place of [2, D]."));
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or ExternalException)
        {
            return (0, Refused(TorchErrors.Text(failure)));
        }

        Problem Refused(string why) =>
            new(
                $"The features '{extractor.Name}' cannot be computed of samples {ShapeText.Of(sampleShape)}: {why}",
                "Set extractor: to one that reads such samples, RawPixels reads all, or leave the metric out."
            );
    }
}
