using TorchSharp.Modules;

namespace Gan.Losses;

/// <summary>A hard constraint on the discriminator's weights, applied after each of its updates.</summary>
public interface IParameterConstraint
{
    /// <summary>Brings the weights into the constraint, in place and without a gradient.</summary>
    /// <param name="parameters">The discriminator's parameters.</param>
    void Apply(IEnumerable<Parameter> parameters);
}
