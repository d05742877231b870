using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Engine;

/// <summary>What gt_adam_step needs besides tensors, computed in double as PyTorch does.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AdamConstants
{
    internal double StepSize, Beta1, Beta2, RootCorrection2, Eps, WeightDecay, Shrink;
    internal long Maximize;
}

/// <summary>Adam and AdamW on one parameter: one native pass over float32 on the CPU, tensor operators everywhere else.</summary>
internal static class AdamStep
{
    // Steps count from 1; decoupled weight decay shrinks the weight (AdamW) instead of joining the gradient (Adam).
    internal static AdamConstants Constants(long step, double lr, double beta1, double beta2, double eps, double weight_decay,
        bool decoupled, bool maximize) => new()
    {
        StepSize = lr / (1 - Math.Pow(beta1, step)),
        Beta1 = beta1,
        Beta2 = beta2,
        RootCorrection2 = Math.Sqrt(1 - Math.Pow(beta2, step)),
        Eps = eps,
        WeightDecay = decoupled ? 0 : weight_decay,
        Shrink = decoupled ? 1 - lr * weight_decay : 1,
        Maximize = maximize ? 1 : 0,
    };

    /// <summary>False where the parameter has no gradient; then nothing changed.</summary>
    internal static bool Run(Tensor p, Tensor mean, Tensor square, Tensor? maximum, in AdamConstants c)
    {
        if (maximum is null)
        {
            var status = Native.gt_adam_step(p.Shared, mean.Shared, square.Shared, c, out var outcome);
            if (status != 0) throw Native.Failure("Adam.step", ((Arg)p).ToString());
            if (outcome >= 0) return outcome == 1;
        }
        using var scope = NewDisposeScope();
        if (p.grad is not { } gradient) return false;
        Plain(p, gradient, mean, square, maximum, c);
        return true;
    }

    private static void Plain(Tensor p, Tensor gradient, Tensor mean, Tensor square, Tensor? maximum, in AdamConstants c)
    {
        if (c.Maximize != 0) gradient = gradient.neg();
        if (c.WeightDecay != 0) gradient = gradient.add(p, c.WeightDecay);
        if (c.Shrink != 1) p.mul_(c.Shrink);
        mean.mul_(c.Beta1).add_(gradient, 1 - c.Beta1);
        square.mul_(c.Beta2).addcmul_(gradient, gradient, 1 - c.Beta2);
        if (maximum is not null) maximum.copy_(maximum.maximum(square));
        var denominator = (maximum ?? square).sqrt().div_(c.RootCorrection2).add_(c.Eps);
        p.addcdiv_(mean, denominator, -c.StepSize);
    }
}
