using TorchSharp.Modules;

namespace Gan.Losses;

/// <summary>
/// Weight clipping of WGAN, Arjovsky et al. 2017, algorithm 1 (arXiv:1701.07875): each weight w of the critic becomes
/// min(max(w, −c), c), which bounds the critic's Lipschitz constant.
/// </summary>
/// <remarks>Buffers, such as the running statistics of a normalisation, are no parameters and stay as they
/// are.</remarks>
/// <param name="Bound">Largest size c of a weight; the default 0.01 is the paper's.</param>
/// <exception cref="ArgumentOutOfRangeException">The bound is not a finite number greater than 0.</exception>
public sealed record WeightClipping(double Bound = 0.01) : IParameterConstraint
{
    /// <summary>Largest size c of a weight, greater than 0.</summary>
    public double Bound
    {
        get;
        init => field = Require.Above(0, value, nameof(Bound));
    } = Require.Above(0, Bound, nameof(Bound));

    /// <inheritdoc/>
    public void Apply(IEnumerable<Parameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        parameters = [.. parameters];
        if (parameters.Contains(null))
        {
            throw new ArgumentException(
                "parameters must not contain null. Pass the critic's parameters().",
                nameof(parameters)
            );
        }
        using var scope = NewDisposeScope();
        using var noGrad = no_grad(); // a leaf that needs a gradient may be changed in place only outside the graph
        foreach (var parameter in parameters)
        {
            parameter.clamp_(-Bound, Bound);
        }
    }
}
