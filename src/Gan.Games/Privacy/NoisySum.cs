using Gan.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>The sampled Gaussian mechanism at work: the one place where rows of the table are read.</summary>
/// <param name="weights">What the sums are of.</param>
/// <param name="accountant">Sampling rate and noise.</param>
/// <param name="clipNorm">C.</param>
internal sealed class NoisySum(IReadOnlyList<Parameter> weights, Accountant accountant, double clipNorm)
{
    /// <summary>The sum over the rows that take part, with noise of deviation σ · C in each entry.</summary>
    /// <param name="secret">The update's random numbers.</param>
    /// <param name="rows">The table.</param>
    /// <param name="device">Where the weights are.</param>
    /// <param name="clipped">Sums the clipped gradients of rows [n, F], n at least 1.</param>
    internal IReadOnlyList<Tensor> Of(
        SecretStream secret,
        IDataset rows,
        Device device,
        Func<Tensor, IReadOnlyList<Tensor>> clipped
    )
    {
        var sums = weights.Select(weight => zeros_like(weight)).ToArray();
        var chosen = secret.Rows(rows.Count, accountant.SamplingRate);
        if (chosen.Length > 0)
        {
            // A row that takes part moves the others to other places, and so to other masks of dropout. Masks that
            // anybody can draw again would tell of it; those of the key have the same chances at each place.
            using var masks = new Generator(secret.Seed(), device);
            using var layers = LayerStream.Use(masks);
            using var indices = tensor(chosen);
            using var real = rows.Read(indices, device);
            sums = [.. clipped(real.Samples)];
        }
        var deviation = accountant.NoiseMultiplier * clipNorm;
        return
        [
            .. sums.Select(sum => sum + (deviation * tensor(secret.Normal(sum.numel())).to(device).view(sum.shape))),
        ];
    }
}
