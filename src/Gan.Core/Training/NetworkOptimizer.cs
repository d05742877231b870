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
    private readonly OptimizerOptions options;
    private readonly long steps;

    internal NetworkOptimizer(nn.Module network, OptimizerOptions options, long steps, IReadOnlyList<IParameterConstraint> constraints)
    {
        parameters = [.. network.parameters()];
        (this.options, this.steps, this.constraints) = (options, steps, constraints);
        optimizer = options.Create(parameters);
    }

    /// <summary>One update: gradients of <paramref name="loss"/>, step, constraints (WGAN clips after the step: Arjovsky et al. 2017, algorithm 1).</summary>
    /// <param name="loss">The whole objective.</param>
    /// <param name="step">Number of the training step, from 1; the rate is a function of it.</param>
    internal void Step(Tensor loss, long step)
    {
        foreach (var group in optimizer.ParamGroups) group.LearningRate = options.LearningRate * options.Schedule.Factor(step, steps);
        optimizer.zero_grad();
        loss.backward();
        if (options.ClipNorm is { } norm) nn.utils.clip_grad_norm_(parameters, norm);
        if (options.ClipValue is { } value) nn.utils.clip_grad_value_(parameters, value);
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
