using TorchSharp.Modules;

namespace Gan.Losses;

/// <summary>
/// Weight clipping of WGAN, Arjovsky et al. 2017, algorithm 1 (arXiv:1701.07875): each weight w of the critic becomes
/// min(max(w, −c), c), which bounds the critic's Lipschitz constant.
/// </summary>
/// <remarks>Buffers, such as the running statistics of a normalisation, are no parameters and stay as they
/// are.</remarks>
/// <param name="Bound">Largest size c of a weight, greater than 0; the default 0.01 is the paper's.</param>
public sealed record WeightClipping(double Bound = 0.01) : IParameterConstraint
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.Above(0, Bound));

    CriticSlope IParameterConstraint.Slope => CriticSlope.Bounded;

    /// <inheritdoc/>
    public void Apply(IEnumerable<Parameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        GanConfigurationException.ThrowIfAny(Problems());
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
