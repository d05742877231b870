using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Gradient descent on what a network reads, such as a latent, by Adam (Kingma and Ba 2015) with a rate of the
/// step. Weights get no gradients.</summary>
internal static class AdamDescent
{
    private const double MeanDecay = 0.9;
    private const double SquareDecay = 0.999;

    /// <param name="start">Where it starts; it is changed, and returned.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="rate">The rate of a step, from 1.</param>
    /// <param name="objective">A scalar of the step and of a place.</param>
    internal static Tensor Run(Tensor start, int steps, Func<int, double> rate, Func<int, Tensor, Tensor> objective)
    {
        using var gradients = enable_grad();
        var mean = zeros_like(start);
        var square = zeros_like(start);
        for (var step = 1; step <= steps; step++)
        {
            using var scope = NewDisposeScope();
            var at = start.detach().requires_grad_();
            var slope = autograd.grad([objective(step, at)], [at])[0];
            mean.mul_(MeanDecay).add_(slope, 1 - MeanDecay);
            square.mul_(SquareDecay).addcmul_(slope, slope, 1 - SquareDecay);
            var spread = (square / (1 - Math.Pow(SquareDecay, step))).sqrt() + 1e-8;
            start.addcdiv_(mean, spread, -rate(step) / (1 - Math.Pow(MeanDecay, step)));
        }
        return start;
    }
}
