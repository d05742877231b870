using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Noise of layers that is looked for beside a style (Karras et al. 2020, appendix D). It has to stay noise,
/// or the image itself finds its way into it.</summary>
internal static class NoiseMaps
{
    private const long Smallest = 8; // pixels of the smallest scale

    /// <summary>How much neighbours are alike: the squares of the mean products of a map with itself one column and one
    /// row further, over all maps and over their scales down to 8 pixels. A scalar; about 0 for noise.</summary>
    internal static Tensor Correlation(IEnumerable<Tensor> maps)
    {
        var terms = new List<Tensor>();
        foreach (var map in maps)
        {
            var scale = map;
            while (true)
            {
                terms.Add((scale * scale.roll(1, 3)).mean().square());
                terms.Add((scale * scale.roll(1, 2)).mean().square());
                if (Math.Min(scale.size(2), scale.size(3)) <= Smallest)
                {
                    break;
                }
                scale = functional.avg_pool2d(scale, 2) * 2; // the mean of four has a quarter of their variance
            }
        }
        return stack(terms).sum();
    }

    /// <summary>Gives a map a mean of 0 and a variance of 1.</summary>
    internal static void Normalise(Tensor map)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        map.sub_(map.mean());
        map.mul_((map.square().mean() + 1e-12).rsqrt());
    }

    /// <summary>As many maps as a network has of its own, of the same shapes.</summary>
    /// <exception cref="ArgumentException">They are others.</exception>
    internal static void Require(IReadOnlyList<Tensor> noise, IReadOnlyList<Tensor> own, string name)
    {
        ArgumentNullException.ThrowIfNull(noise, name);
        if (noise.Count != own.Count)
        {
            throw new ArgumentException(
                $"The generator has {own.Count} maps of noise, but {noise.Count} were given.",
                name
            );
        }
        for (var i = 0; i < own.Count; i++)
        {
            LayerInput.Present(noise[i], name);
            if (!noise[i].is_floating_point() || !noise[i].shape.SequenceEqual(own[i].shape))
            {
                throw new ArgumentException(
                    $"Noise {i} must be floats {ShapeText.Of(own[i].shape)}, but was {noise[i].dtype} "
                        + $"{ShapeText.Of(noise[i].shape)}.",
                    name
                );
            }
        }
    }
}
