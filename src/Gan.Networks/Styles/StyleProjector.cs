using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Looks for the style of an image by gradient descent.</summary>
internal sealed class StyleProjector(IStyled styled, ProjectionOptions options, Device device)
{
    private const double RampUp = 0.05;
    private const double RampDown = 0.25;
    private const double NoiseShare = 0.75;
    private const ulong OfNoise = 12; // purpose of RandomSeed, part of the seeds: never renumber

    /// <summary>The style that comes nearest to an image, [1, L, w], and the noise of each layer where that is asked
    /// for too.</summary>
    /// <param name="image">[1, …Shape], on the device.</param>
    /// <param name="styles">Styles to start from, [n, L, w], on the device.</param>
    /// <param name="progress">Gets the steps done.</param>
    /// <param name="cancellation">Ends the search after the running step.</param>
    internal (Tensor Styles, Tensor[] Noise) Find(
        Tensor image,
        Tensor styles,
        IProgress<int>? progress,
        CancellationToken cancellation
    )
    {
        var first = styles.select(1, 0);
        var mean = first.mean([0], keepdim: true); // [1, w]
        var deviation = (first - mean).square().sum([1]).mean().sqrt().ToDouble();
        var layers = options.EachLayer ? styled.StyleCount : 1;
        using var stream = new Generator((ulong)RandomSeed.Of(options.Seed, OfNoise));
        var style = mean.unsqueeze(1).repeat(1, layers, 1);
        var looksForNoise = options.NoiseRegularization is not null;
        Tensor[] noise = [.. looksForNoise ? styled.Noise.Select(map => Drawn(map.shape)) : []];
        AdamDescent.Run(
            [style, .. noise],
            options.Steps,
            Rate,
            (step, at) => Objective(at[0] + Drawn(style.shape) * NoiseAt(step, deviation), at[1..], image),
            (step, places) =>
            {
                Array.ForEach(places[1..], NoiseMaps.Normalise);
                progress?.Report(step);
            },
            cancellation
        );
        return (OfLayers(style), noise);

        Tensor Drawn(long[] shape) => randn(shape, generator: stream).to(device);
    }

    private Tensor Objective(Tensor style, Tensor[] noise, Tensor image)
    {
        var styles = OfLayers(style);
        if (noise.Length == 0)
        {
            return options.Distance.Distance(styled.Synthesise(styles), image);
        }
        var distance = options.Distance.Distance(styled.Synthesise(styles, noise), image);
        return distance + NoiseMaps.Correlation(noise) * options.NoiseRegularization!.Value;
    }

    private Tensor OfLayers(Tensor style) => style.expand(-1, styled.StyleCount, -1);

    private double Rate(int step)
    {
        var done = (step - 1.0) / options.Steps;
        var down = Math.Min(1, (1 - done) / RampDown);
        var up = Math.Min(1, (done + 1.0 / options.Steps) / RampUp);
        return options.LearningRate * up * (0.5 - 0.5 * Math.Cos(Math.PI * down));
    }

    private double NoiseAt(int step, double deviation)
    {
        var done = (step - 1.0) / options.Steps;
        var left = Math.Max(0, 1 - done / NoiseShare);
        return deviation * options.Noise * left * left;
    }
}
