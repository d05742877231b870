using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>
/// The chequerboard that uneven upsampling leaves in images (Odena et al. 2016, "Deconvolution and checkerboard
/// artifacts"): how much of their energy alternates from pixel to pixel, along rows, columns or both.
/// </summary>
/// <remarks>
/// The share of the squared differences from each channel's mean that lies at the Nyquist frequency of either axis. Of
/// white noise it is (H + W − 1) / (H·W − 1) on average, of photographs far less.
/// </remarks>
public static class Chequerboard
{
    /// <summary>The share of a batch, from 0 to 1.</summary>
    /// <param name="images">Floats [N, C, H, W], N at least 1, sides from 2 pixels up.</param>
    /// <exception cref="ArgumentException">They are no such images, or none of them changes from pixel to
    /// pixel.</exception>
    public static double Share(Tensor images)
    {
        Require(images, nameof(images));
        return Share(images, nameof(images));
    }

    /// <summary>The share of generated images over that of real ones: 1 where they have as little, above it where there
    /// is a chequerboard.</summary>
    /// <param name="real">Floats [N, C, H, W].</param>
    /// <param name="fake">Floats [M, C, H, W]; M may differ from N.</param>
    /// <exception cref="ArgumentException">They are no images of one shape.</exception>
    public static double Ratio(Tensor real, Tensor fake)
    {
        Require(real, nameof(real));
        Require(fake, nameof(fake));
        if (!real.shape[1..].SequenceEqual(fake.shape[1..]))
        {
            throw new ArgumentException(
                $"fake must be images of the shape {ShapeText.Of(real.shape[1..])} of the real ones, but are "
                    + $"{ShapeText.Of(fake.shape[1..])}.",
                nameof(fake)
            );
        }
        return Share(fake, nameof(fake)) / Share(real, nameof(real));
    }

    private static double Share(Tensor images, string name)
    {
        using var _ = NewDisposeScope();
        using var gradient = no_grad();
        var values = images.detach().cpu().to(ScalarType.Float64);
        values = values - values.mean([2, 3], keepdim: true);
        var height = values.size(2);
        var width = values.size(3);
        var energy = values.square().sum().ToDouble();
        if (energy == 0)
        {
            throw new ArgumentException($"{name} are of one value each, so that nothing can alternate.", name);
        }
        var across = (values * Signs(width)).sum(3); // by Parseval, each row's coefficient at its Nyquist frequency
        var down = (values * Signs(height).unsqueeze(1)).sum(2);
        var both = (across * Signs(height)).sum(2);
        var alternating =
            across.square().sum() / width + down.square().sum() / height - both.square().sum() / (height * width);
        return alternating.ToDouble() / energy;
    }

    // 1, −1, 1, …
    private static Tensor Signs(long count) => 1 - 2 * arange(count).remainder(2).to(ScalarType.Float64);

    private static void Require(Tensor images, string name)
    {
        ArgumentNullException.ThrowIfNull(images, name);
        if (
            images.IsInvalid
            || images.dim() != 4
            || !images.is_floating_point()
            || images.size(0) < 1
            || images.size(1) < 1
            || Math.Min(images.size(2), images.size(3)) < 2
        )
        {
            throw new ArgumentException(
                $"{name} must be floats [N, C, H, W] with N at least 1 and sides from 2 pixels up, but are "
                    + (images.IsInvalid ? "disposed." : $"{images.dtype}{ShapeText.Of(images.shape)}."),
                name
            );
        }
    }
}
