using Gan.Losses;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>An optimiser with the constraints that decorate it.</summary>
internal sealed class NetworkOptimizer : IDisposable
{
    private readonly Parameter[] parameters;
    private readonly IReadOnlyList<IParameterConstraint> constraints;
    private readonly optim.Optimizer optimizer;

    internal NetworkOptimizer(nn.Module network, OptimizerOptions options, IReadOnlyList<IParameterConstraint> constraints)
    {
        parameters = [.. network.parameters()];
        this.constraints = constraints;
        optimizer = options.Create(parameters);
    }

    /// <summary>One update: constraints, gradients of <paramref name="loss"/>, step. WGAN clips before the critic's step (Arjovsky et al. 2017, algorithm 1).</summary>
    internal void Step(Tensor loss)
    {
        foreach (var constraint in constraints) constraint.Apply(parameters);
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
    }

    /// <summary>Frozen parameters get no gradient, so that none is computed for them.</summary>
    internal void Freeze(bool frozen)
    {
        foreach (var parameter in parameters) parameter.requires_grad = !frozen;
    }

    public void Dispose() => optimizer.Dispose();
}
