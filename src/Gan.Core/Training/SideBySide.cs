using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Gan;

/// <summary>Joins images of different sizes and channels into one row for each sample.</summary>
internal static class SideBySide
{
    /// <param name="views">Images [N, c, h, w] each: grey, RGB, or with a further plane such as a mask, which is left
    /// out.</param>
    /// <returns>[N, C, H, Σ w], C the most of 1 and 3 that any has and H the greatest height; lower ones are enlarged
    /// without smoothing, so that their pixels show.</returns>
    internal static Tensor Join(IReadOnlyList<Tensor> views)
    {
        using var scope = NewDisposeScope();
        var height = views.Max(view => view.shape[2]);
        var colour = views.Any(view => view.shape[1] >= 3);
        var row = new List<Tensor>();
        foreach (var view in views)
        {
            var image = view.shape[1] >= 3 ? view.narrow(1, 0, 3) : view.narrow(1, 0, 1);
            if (colour)
            {
                image = image.expand(-1, 3, -1, -1);
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
