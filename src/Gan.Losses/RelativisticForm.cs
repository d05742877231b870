namespace Gan.Losses;

/// <summary>What a relativistic loss makes of a difference d of scores that ought to be positive.</summary>
public enum RelativisticForm
{
    /// <summary>softplus(−d), the logistic loss of the standard GAN.</summary>
    Standard,

    /// <summary>(d − 1)², as in LSGAN.</summary>
    LeastSquares,

    /// <summary>max(0, 1 − d).</summary>
    Hinge,
}

internal static class RelativisticForms
{
    internal static Tensor Loss(this RelativisticForm form, Tensor difference) =>
        form switch
        {
            RelativisticForm.LeastSquares => (difference - 1).square().mean(),
            RelativisticForm.Hinge => (1 - difference).relu().mean(),
            _ => (-difference).softplus().mean(),
        };
}
