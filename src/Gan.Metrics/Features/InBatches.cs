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
        var learning = network.training;
        var device = network.parameters().Concat(network.buffers()).FirstOrDefault()?.device ?? CPU;
        if (learning)
        {
            network.eval();
        }
        try
        {
            return cat(images.detach().split(Size).Select(part => One(part, device, features)).ToArray())
                .MoveToOuterDisposeScope();
        }
        finally
        {
            if (learning)
            {
                network.train();
            }
        }
    }

    private static Tensor One(Tensor part, Device device, Func<Tensor, Tensor> features)
    {
        using var _ = NewDisposeScope();
        var found = features(part.to(device));
        if (found.dim() < 2 || found.shape[0] != part.shape[0])
        {
            throw new InvalidOperationException(
                $"A feature network must give [N, D] for N = {part.shape[0]} images, but gave "
                    + $"{ShapeText.Of(found.shape)}."
            );
        }
        return found.cpu().flatten(1).MoveToOuterDisposeScope();
    }
}
