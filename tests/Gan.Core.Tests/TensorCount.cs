using static TorchSharp.torch;

namespace Gan.Tests;

/// <summary>
/// TorchSharp 0.107 counts the tensor that a Parameter takes over a second time and never takes that off again:
/// <c>Tensor.TotalCount</c> grows by one for each Parameter that was ever made, whose memory is free. What is above
/// that is left behind.
/// </summary>
internal static class TensorCount
{
    /// <summary>Parameters that were made for a network of the library.</summary>
    internal static long Made(nn.Module network) => network.parameters().Count();

    /// <summary>Those of the networks of a training: generator, moving average and discriminator.</summary>
    internal static long Made(GanTrainer trainer) =>
        2 * Made(trainer.Context.Generator) + Made(trainer.Context.Discriminator);
}
