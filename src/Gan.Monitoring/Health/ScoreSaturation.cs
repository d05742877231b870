using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>
/// How steep a loss still is at given mean scores. A loss is a pure function of scores, so its own gradient answers
/// that for every loss alike, those of users included: it falls to zero for a sigmoid, a hinge and a square, and never
/// for a Wasserstein loss.
/// </summary>
internal static class ScoreSaturation
{
    /// <summary>Gradient of the discriminator's loss at these scores relative to where both are at their middle; NaN
    /// where that is zero or no number, or there is no loss.</summary>
    public static double Discriminator(IGanLoss? loss, double real, double fake) =>
        loss is null ? double.NaN : Relative(loss.Discriminator, real, fake);

    /// <summary>The same of the generator's loss.</summary>
    public static double Generator(IGanLoss? loss, double real, double fake) =>
        loss is null ? double.NaN : Relative((r, f) => loss.Generator(f, () => r.detach()), real, fake);

    private static double Relative(Func<Tensor, Tensor, Tensor> loss, double real, double fake)
    {
        if (!double.IsFinite(real) || !double.IsFinite(fake))
        {
            return double.NaN;
        }
        var middle = (real + fake) / 2;
        var whole = Length(loss, middle, middle);
        return whole > 0 ? Length(loss, real, fake) / whole : double.NaN;
    }

    private static double Length(Func<Tensor, Tensor, Tensor> loss, double real, double fake)
    {
        using var _ = NewDisposeScope();
        using var graph = enable_grad();
        var r = tensor(new[] { real }, requires_grad: true);
        var f = tensor(new[] { fake }, requires_grad: true);
        // the sum of zeros, because most generator losses have no use for r
        (loss(r, f).sum() + (0 * (r + f)).sum()).backward();
        return Math.Sqrt(Math.Pow(r.grad!.ToDouble(), 2) + Math.Pow(f.grad!.ToDouble(), 2));
    }
}
