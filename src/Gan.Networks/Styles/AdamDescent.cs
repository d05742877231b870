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
        Run([start], steps, rate, (step, at) => objective(step, at[0]), (_, _) => { });
        return start;
    }

    /// <param name="starts">Where it starts; they are changed.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="rate">The rate of a step, from 1.</param>
    /// <param name="objective">A scalar of the step and of places, all of which count.</param>
    /// <param name="settle">Puts places back to where they may be, after each step, whose number it gets.</param>
    /// <param name="cancellation">Ends the descent after the running step.</param>
    internal static void Run(
        Tensor[] starts,
        int steps,
        Func<int, double> rate,
        Func<int, Tensor[], Tensor> objective,
        Action<int, Tensor[]> settle,
        CancellationToken cancellation = default
    )
    {
        using var gradients = enable_grad();
        Tensor[] means = [.. starts.Select(start => zeros_like(start))];
        Tensor[] squares = [.. starts.Select(start => zeros_like(start))];
        for (var step = 1; step <= steps && !cancellation.IsCancellationRequested; step++)
        {
            using var scope = NewDisposeScope();
            Tensor[] at = [.. starts.Select(start => start.detach().requires_grad_())];
            var slopes = autograd.grad([objective(step, at)], at);
            var meanShare = 1 - Math.Pow(MeanDecay, step);
            var squareShare = 1 - Math.Pow(SquareDecay, step);
            for (var i = 0; i < starts.Length; i++)
            {
                means[i].mul_(MeanDecay).add_(slopes[i], 1 - MeanDecay);
                squares[i].mul_(SquareDecay).addcmul_(slopes[i], slopes[i], 1 - SquareDecay);
                var spread = (squares[i] / squareShare).sqrt() + 1e-8;
                starts[i].addcdiv_(means[i], spread, -rate(step) / meanShare);
            }
            settle(step, starts);
        }
    }
}
