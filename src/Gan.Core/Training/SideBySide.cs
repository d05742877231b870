using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Gan;

/// <summary>Joins images of different sizes and channels into one row for each sample.</summary>
internal static class SideBySide
{
    /// <param name="views">Images [N, c, h, w] each: grey, RGB, or with a further plane such as a mask, which is left
    /// out.</param>
    /// <param name="alpha">Whether the fourth plane says how opaque a pixel is: it stays, and images without it are
    /// opaque.</param>
    /// <returns>[N, C, H, Σ w], C the most of 1 and 3 that any has, 4 with alpha, and H the greatest height; lower ones
    /// are enlarged without smoothing, so that their pixels show.</returns>
    internal static Tensor Join(IReadOnlyList<Tensor> views, bool alpha = false)
    {
        using var scope = NewDisposeScope();
        var height = views.Max(view => view.shape[2]);
        var colour = alpha || views.Any(view => view.shape[1] >= 3);
        var row = new List<Tensor>();
        foreach (var view in views)
        {
            var image = view.shape[1] >= 3 ? view.narrow(1, 0, 3) : view.narrow(1, 0, 1);
            if (colour)
            {
                image = image.expand(-1, 3, -1, -1);
            }
            if (alpha)
            {
                var plane = view.shape[1] >= 4 ? view.narrow(1, 3, 1) : ones_like(view.narrow(1, 0, 1));
                image = cat([image, plane], 1);
            }
            if (image.shape[2] != height)
            {
                var width = image.shape[3] * height / image.shape[2];
                image = interpolate(image, [height, width], mode: InterpolationMode.Nearest);
            }
            row.Add(image.cpu());
        }
        return cat(row, 3).MoveToOuterDisposeScope();
    }
}
