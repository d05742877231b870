using Gan.Data;

namespace Gan;

/// <summary>What docs/recommended.md found best, by the data and the time.</summary>
internal static class Recommendation
{
    private const string Name = "recommended";
    private const long SmallSide = 32;

    /// <summary>A preset for the data, with its reasons.</summary>
    internal static Preset For(IDataset data, double minutes) =>
        data.SampleShape.Count == 3 && !new DcganOptions().Problems(data.SampleShape).Any()
            ? ForImages(data, minutes)
            : ForVectors(data, minutes);

    private static Preset ForImages(IDataset data, double minutes)
    {
        var side = Math.Max(data.SampleShape[1], data.SampleShape[2]);
        var small = side <= SmallSide;
        var networks = new DcganOptions { FeatureMaps = small ? 16 : 32 };
        var reasons = new List<string>
        {
            $"a DCGAN of {networks.FeatureMaps} maps and the hinge loss, for images of {side} pixels: of all families "
                + "they came furthest in minutes on a processor",
        };
        var labels = RecommendedParts.Labels(data, reasons);
        return HingePreset.Make() with
        {
            Name = Name,
            Networks = labels is null ? networks : networks with { ConditionalBatchNorm = true },
            Conditioning = labels,
            BatchSize = (int)Math.Min(small ? 32 : 16, data.Count),
            Minutes = minutes,
            Augmentations = RecommendedParts.Changes(data, minutes, reasons),
            Reasons = reasons,
        };
    }

    private static Preset ForVectors(IDataset data, double minutes) =>
        WganGpPreset.Make(lambda: 10) with
        {
            Name = Name,
            Networks = new MlpOptions(),
            BatchSize = (int)Math.Min(64, data.Count),
            Minutes = minutes,
            Reasons =
            [
                $"fully connected networks for samples of {ShapeText.Of(data.SampleShape)}, and WGAN-GP, which needs "
                    + "no settings for the scale of the values",
            ],
        };
}
