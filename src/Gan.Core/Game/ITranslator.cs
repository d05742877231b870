using Gan.Data;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// A game that makes samples from inputs of the data in place of latents, such as a translation of images. Metrics,
/// grids and reports ask it for samples.
/// </summary>
public interface ITranslator
{
    /// <summary>Samples made from inputs, by the moving average where there is one, in evaluation mode and without
    /// gradient.</summary>
    /// <param name="input">Inputs [N, …input shape], on any device.</param>
    /// <param name="seed">Chooses what the networks draw, such as dropout that serves as noise.</param>
    /// <returns>Samples [N, …sample shape] on the processor.</returns>
    Tensor Translate(Tensor input, ulong seed = 0);

    /// <summary>What pictures show of each sample of a batch side by side, from left to right; by default its input,
    /// what was made of it and the target.</summary>
    /// <param name="batch">Samples of the data with their inputs.</param>
    /// <param name="seed">Chooses what the networks draw.</param>
    /// <returns>Images [N, c, h, w]; channels and sizes may differ between them.</returns>
    IReadOnlyList<Tensor> Views(Batch batch, ulong seed = 0) =>
        [batch.Input!, Translate(batch.Input!, seed), batch.Samples];
}
