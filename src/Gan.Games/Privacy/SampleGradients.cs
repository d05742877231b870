using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>
/// Gradients of each sample alone, of a network whose weights all are those of linear layers. A sample's gradient of a
/// layer is the outer product of the slope δ at its output and its input a, so its squared norm is ‖δ‖² (‖a‖² + 1),
/// and a weighted sum of them is one product of matrices: no sample is gone through by itself (Goodfellow 2015,
/// arXiv:1510.01799).
/// </summary>
internal sealed class SampleGradients
{
    private readonly DenseLayer[] layers;

    /// <param name="network">The network. <see cref="Foreign"/> says what of it does not fit.</param>
    internal SampleGradients(nn.Module network) => layers = [.. DenseLayer.Of(network)];

    /// <summary>The weights, in the order of the gradients.</summary>
    internal IReadOnlyList<Parameter> Weights => [.. layers.SelectMany(layer => layer.Weights)];

    /// <summary>Names of the layers that have weights and are not linear.</summary>
    internal static IReadOnlyList<string> Foreign(nn.Module network)
    {
        var known = DenseLayer
            .Of(network)
            .SelectMany(layer => layer.Weights)
            .Select(weight => weight.Handle)
            .ToHashSet();
        return
        [
            .. network
                .modules()
                .Where(layer => layer.parameters(recurse: false).Any(weight => !known.Contains(weight.Handle)))
                .Select(layer => layer.GetName())
                .Distinct(),
        ];
    }

    /// <summary>
    /// Σ min(1, C / ‖g‖) · g over the samples' gradients g, all layers together (flat clipping, Abadi et al. 2016,
    /// algorithm 1). A gradient that is not finite counts as none: no sample may make the sum anything but a sum of
    /// clipped ones.
    /// </summary>
    /// <param name="score">Makes a score of each sample, [n].</param>
    /// <param name="slopes">What the objective of each sample gains by its score, [n], of the scores.</param>
    /// <param name="norm">C; infinity clips nothing.</param>
    /// <returns>A sum for each of <see cref="Weights"/>, and the clipped gradients' norms [n].</returns>
    /// <exception cref="GanConfigurationException">A layer does not read each sample once, as a row.</exception>
    internal (IReadOnlyList<Tensor> Sums, Tensor Norms) Clipped(
        Func<Tensor> score,
        Func<Tensor, Tensor> slopes,
        double norm
    )
    {
        using var scope = NewDisposeScope();
        using var graph = enable_grad();
        var (scores, calls) = Listen(score);
        ThrowIfNotByRows(scores, calls);
        var objective = (slopes(scores.detach()).detach() * scores).sum();
        var ends = autograd.grad([objective], [.. calls.Select(call => call.Output)]);
        using var rest = no_grad();
        var squares = calls.Select(
            (call, i) => ends[i].square().sum(1) * (call.Input.square().sum(1) + (call.Layer.Bias is null ? 0 : 1))
        );
        var norms = stack(squares).sum([0]).sqrt();
        var isFinite = norms.isfinite();
        var kept = where(isFinite, (norm / norms).clamp(0, 1), zeros_like(norms)).unsqueeze(1);
        var sums = new Dictionary<nint, Tensor>();
        for (var i = 0; i < calls.Count; i++)
        {
            var clipped = Finite(ends[i]) * kept;
            sums[calls[i].Layer.Weight.Handle] = clipped.t().matmul(Finite(calls[i].Input));
            if (calls[i].Layer.Bias is { } bias)
            {
                sums[bias.Handle] = clipped.sum([0]);
            }
        }
        var ordered = Weights.Select(weight => sums[weight.Handle].MoveToOuterDisposeScope()).ToArray();
        return (ordered, (Finite(norms) * kept.squeeze(1)).MoveToOuterDisposeScope());

        // 0 · ∞ would be no number.
        Tensor Finite(Tensor rows) => where(rows.dim() > 1 ? isFinite.unsqueeze(1) : isFinite, rows, zeros_like(rows));
    }

    // Where a layer reads parts of a sample, or reads it twice, the norms would be those of something else.
    private void ThrowIfNotByRows(Tensor scores, List<Call> calls)
    {
        var isRead = layers.Length > 0 && layers.All(layer => calls.Count(call => call.Layer == layer) == 1);
        if (!isRead || calls.Any(call => call.Output.dim() != 2 || call.Output.size(0) != scores.numel()))
        {
            throw new GanConfigurationException([
                new Problem(
                    "Gradients of single rows are known where each linear layer reads each row once, as numbers "
                        + "[N, F].",
                    "Take a discriminator such as that of CtganOptions or MlpOptions."
                ),
            ]);
        }
    }

    // Layers that follow may change an output in place, so they get a copy of it.
    private (Tensor Scores, List<Call> Calls) Listen(Func<Tensor> score)
    {
        var calls = new List<Call>();
        var hooks = layers
            .Select(layer =>
                layer.Module.register_forward_hook(
                    (_, input, output) =>
                    {
                        calls.Add(new(layer, input.detach(), output));
                        return output.clone();
                    }
                )
            )
            .ToArray();
        try
        {
            return (score(), calls);
        }
        finally
        {
            foreach (var hook in hooks)
            {
                hook.remove();
            }
        }
    }

    private sealed record Call(DenseLayer Layer, Tensor Input, Tensor Output);
}
