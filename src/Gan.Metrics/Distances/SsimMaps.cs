using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Metrics;

/// <summary>What structural similarities are made of: the two factors at each place where the window fits.</summary>
internal static class SsimMaps
{
    internal const int Window = 11;
    private const double Sigma = 1.5;
    private const double LuminanceFloor = 0.01 * 2 * 0.01 * 2;
    private const double ContrastFloor = 0.03 * 2 * 0.03 * 2; // (K·L)², L = 2: from −1 to 1

    /// <exception cref="ArgumentException">The shapes differ, or are no images.</exception>
    internal static void CheckPairs(
        Tensor first,
        Tensor second,
        [CallerArgumentExpression(nameof(first))] string firstName = "",
        [CallerArgumentExpression(nameof(second))] string secondName = ""
    )
    {
        ArgumentNullException.ThrowIfNull(first, firstName);
        ArgumentNullException.ThrowIfNull(second, secondName);
        if (first.dim() != 4 || first.shape.Contains(0) || !first.shape.SequenceEqual(second.shape))
        {
            throw new ArgumentException(
                $"{firstName} and {secondName} must be images [N, C, H, W] of one shape, but have shapes "
                    + $"{ShapeText.Of(first.shape)} and {ShapeText.Of(second.shape)}.",
                secondName
            );
        }
    }

    /// <summary>Each channel an image of its own, in float64 on the processor.</summary>
    internal static Tensor Planes(Tensor images) =>
        images.detach().cpu().to(ScalarType.Float64).reshape(-1, 1, images.shape[2], images.shape[3]);

    /// <summary>The factors of planes [M, 1, H, W].</summary>
    internal static (Tensor Luminance, Tensor ContrastStructure) Of(Tensor x, Tensor y)
    {
        var window = Gaussian();
        var mx = Blur(x);
        var my = Blur(y);
        var mxx = mx.square();
        var myy = my.square();
        var mxy = mx.mul(my);
        var vx = Blur(x.square()).sub(mxx);
        var vy = Blur(y.square()).sub(myy);
        var cov = Blur(x.mul(y)).sub(mxy);
        var luminance = mxy.mul(2).add(LuminanceFloor).div(mxx.add(myy).add(LuminanceFloor));
        var contrastStructure = cov.mul(2).add(ContrastFloor).div(vx.add(vy).add(ContrastFloor));
        return (luminance, contrastStructure);

        Tensor Blur(Tensor image) => functional.conv2d(functional.conv2d(image, window), window.mT);
    }

    private static Tensor Gaussian()
    {
        var offsets = arange(Window, dtype: ScalarType.Float64).sub(Window / 2);
        var weights = offsets.square().div(-2 * Sigma * Sigma).exp();
        return weights.div(weights.sum()).reshape(1, 1, 1, Window);
    }
}
