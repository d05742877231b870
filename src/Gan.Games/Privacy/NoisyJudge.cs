using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>What a discriminator minimises by DP-SGD.</summary>
/// <param name="discriminator">Of linear layers alone.</param>
/// <param name="loss">A mean over samples.</param>
/// <param name="rows">The table.</param>
/// <param name="accountant">Sampling rate and noise.</param>
/// <param name="clipNorm">C.</param>
internal sealed class NoisyJudge(
    DiscriminatorNetwork discriminator,
    IGanLoss loss,
    IDataset rows,
    Accountant accountant,
    double clipNorm
)
{
    private readonly SampleGradients gradients = new(discriminator);

    /// <summary>An objective whose gradient is the noisy sum and that of generated rows, and whose value tells nothing
    /// of the table: the loss if all real rows had the score 0.</summary>
    /// <param name="fake">Generated rows [N, F], as many as real ones are expected.</param>
    /// <param name="ofRows">Makes clipped sums over the real rows. Called last: what layers draw for generated rows
    /// would follow how many real ones took part, which no noise hides.</param>
    /// <returns>The objective and the scores of the generated rows.</returns>
    internal (Tensor Objective, Tensor Scores) Objective(Tensor fake, Func<IReadOnlyList<Tensor>> ofRows)
    {
        var ofFakes = gradients.Clipped(Score(fake), s => Slopes(zeros_like(s), s, ofReal: false), clipNorm).Sums;
        using var silent = no_grad();
        var scores = discriminator.call(fake, null);
        var shown = loss.Discriminator(zeros_like(scores), scores);
        var sums = ofRows();
        using var graph = enable_grad();
        var along = gradients.Weights.Select((weight, i) => (weight * (sums[i] + ofFakes[i])).sum());
        var slope = stack(along).sum() / fake.shape[0];
        return (shown.detach() + slope - slope.detach(), scores);
    }

    /// <summary>Clipped sums with noise over the rows that take part in an update.</summary>
    internal IReadOnlyList<Tensor> Noisy(SecretStream secret, Device device) =>
        new NoisySum(gradients.Weights, accountant, clipNorm).Of(secret, rows, device, Sum);

    /// <summary>Clipped sums over samples.</summary>
    internal IReadOnlyList<Tensor> Sum(Tensor real) =>
        gradients.Clipped(Score(real), s => Slopes(s, zeros_like(s), ofReal: true), clipNorm).Sums;

    private Func<Tensor> Score(Tensor samples) => () => discriminator.call(samples, null);

    // n times the derivative of the loss by each of n scores: what a sample alone makes of it.
    private Tensor Slopes(Tensor real, Tensor fake, bool ofReal) =>
        DpRules.Slopes(loss, real, fake, ofReal) * real.shape[0];
}
