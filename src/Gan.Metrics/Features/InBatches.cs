using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Metrics;

internal static class InBatches
{
    private const long Size = 100; // bounds memory at 299 × 299 pixels

    /// <summary>Runs a network in evaluation mode without gradients and puts it back as it was. Returns [N, D] on the
    /// CPU in the caller's scope.</summary>
    public static Tensor Run(Tensor images, Module network, Func<Tensor, Tensor> features)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.dim() != 4 || images.shape.Contains(0))
        {
            throw new ArgumentException(
                "images must have shape [N, C, H, W] with every size at least 1, but have shape "
                    + $"{ShapeText.Of(images.shape)}.",
                nameof(images)
            );
        }
        using var _ = NewDisposeScope();
        using var gradient = no_grad();
        var wasTraining = network.training;
        var device = network.parameters().Concat(network.buffers()).FirstOrDefault()?.device ?? CPU;
        if (wasTraining)
        {
            network.eval();
        }
        try
        {
            var parts = new List<Tensor>();
            foreach (var part in images.detach().split(Size))
            {
                parts.Add(One(part, device, features));
            }
            return cat(parts).MoveToOuterDisposeScope();
        }
        finally
        {
            if (wasTraining)
            {
                network.train();
            }
        }
    }

    private static Tensor One(Tensor part, Device device, Func<Tensor, Tensor> features)
    {
        using var _ = NewDisposeScope();
        var rows = features(part.to(device));
        if (rows.dim() < 2 || rows.shape[0] != part.shape[0])
        {
            var shape = ShapeText.Of(rows.shape);
            throw new InvalidOperationException(
                $"A feature network must give [N, D] for N = {part.shape[0]} images, but gave {shape}."
            );
        }
        return rows.cpu().flatten(1).MoveToOuterDisposeScope();
    }
}
