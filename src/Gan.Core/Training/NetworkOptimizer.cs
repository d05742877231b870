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

    /// <summary>One update: gradients of <paramref name="loss"/>, step, constraints (WGAN clips after the step: Arjovsky et al. 2017, algorithm 1).</summary>
    internal void Step(Tensor loss)
    {
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
        foreach (var constraint in constraints) constraint.Apply(parameters);
    }

    /// <summary>Until the result is disposed, no gradient of this network's weights is computed.</summary>
    internal IDisposable Freeze() => new Frozen([.. parameters.Where(p => p.requires_grad)]);

    private sealed class Frozen : IDisposable
    {
        private readonly Parameter[] parameters;

        internal Frozen(Parameter[] parameters)
        {
            this.parameters = parameters;
            foreach (var parameter in parameters) parameter.requires_grad = false;
        }

        public void Dispose()
        {
            foreach (var parameter in parameters) parameter.requires_grad = true;
        }
    }

    public void Dispose() => optimizer.Dispose();
}
