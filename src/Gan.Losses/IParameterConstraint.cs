using TorchSharp.Modules;

namespace Gan.Losses;

/// <summary>A hard constraint on the discriminator's weights, applied after each of its updates.</summary>
public interface IParameterConstraint
{
    /// <summary>Brings the weights into the constraint, in place and without a gradient.</summary>
    /// <param name="parameters">The discriminator's parameters.</param>
    void Apply(IEnumerable<Parameter> parameters);

    /// <summary>What it does to the discriminator's slope. Default: unknown.</summary>
    CriticSlope Slope => CriticSlope.Unknown;

    /// <summary>What stands against its settings, each with bound and value; empty when all is well. Build asks once
    /// and lists all; used without a trainer, the library's own throw <see cref="GanConfigurationException"/> with
    /// them.</summary>
    IEnumerable<Problem> Problems() => [];

    /// <summary>Name and settings as one line, for logs and files; checkpoints compare it. The default is
    /// ToString.</summary>
    string Describe() => InvariantText.Of(this);
}
