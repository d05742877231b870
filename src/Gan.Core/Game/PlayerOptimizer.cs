using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>A player's optimiser with what decorates it: schedule, clipping, constraints.</summary>
internal sealed class PlayerOptimizer : IDisposable
{
    private const double LargestSafeRate = 1e6; // far from where a sum of steps could overflow

    private readonly Player player;
    private readonly Parameter[] parameters;
    private readonly OptimizerOptions options;
    private readonly TrainingOptions training;
    private readonly bool kernels;
    private readonly Dictionary<nint, string> names;
    private optim.Optimizer optimizer;

    internal PlayerOptimizer(Player player, TrainingOptions training, bool kernels)
    {
        this.player = player;
        parameters = player.Parameters;
        options = player.Optimizer;
        this.training = training;
        this.kernels = kernels;
        names = player.Network.named_parameters().ToDictionary(p => p.parameter.Handle, p => p.name);
        optimizer = Create();
    }

    /// <summary>What the rates of the settings are multiplied by, after returns to a checkpoint.</summary>
    internal double RateFactor { get; set; } = 1;

    internal double LearningRate(long step) =>
        RateFactor * options.LearningRate * options.Schedule.At(training.Moment(step));

    /// <summary>Begins an update: no gradients yet, and none of zeros either, so that backward keeps what it makes
    /// instead of adding it to something.</summary>
    internal void ZeroGradients()
    {
        foreach (var parameter in parameters)
        {
            parameter.grad = null;
        }
    }

    /// <param name="step">Number of the training step, from 1; the rate and β2 are functions of it.</param>
    internal void SetRates(long step)
    {
        foreach (var group in optimizer.ParamGroups)
        {
            group.LearningRate = LearningRate(step);
            options.Follow(group, training.Moment(step));
        }
    }

    /// <summary>Begins anew, as if no step had been made.</summary>
    internal void Forget()
    {
        optimizer.Dispose();
        optimizer = Create();
    }

    internal void ClipGradients()
    {
        if (options.ClipNorm is { } norm)
        {
            nn.utils.clip_grad_norm_(parameters, norm);
        }
        if (options.ClipValue is { } value)
        {
            nn.utils.clip_grad_value_(parameters, value);
        }
    }

    /// <exception cref="OverflowException">The step is larger than the weights' type can hold.</exception>
    internal void Step()
    {
        try
        {
            optimizer.step();
        }
        catch (ExternalException refused) when (refused.Message.Contains("without overflow", StringComparison.Ordinal))
        {
            throw new OverflowException(
                $"A rate of {optimizer.ParamGroups.First().LearningRate} makes a step that is larger than the "
                    + "weights' type can hold.",
                refused
            );
        }
    }

    /// <summary>After the step, as WGAN clips its weights (Arjovsky et al. 2017, algorithm 1). Frozen layers
    /// stay.</summary>
    internal void ApplyConstraints()
    {
        foreach (var constraint in player.Constraints)
        {
            constraint.Apply(parameters.Where(p => p.requires_grad));
        }
    }

    /// <summary>Whether a step may leave weights that are no numbers where all gradients were.</summary>
    internal bool MayBreakWeights(long step) =>
        player.Constraints.Count > 0 || !options.MakesFiniteSteps || !(LearningRate(step) <= LargestSafeRate);

    /// <summary>The gradients that there are, without their graphs.</summary>
    internal IEnumerable<Tensor> Gradients => parameters.Select(p => p.grad).OfType<Tensor>();

    /// <summary>The name of the parameter that a step changes first.</summary>
    internal string FirstName =>
        Array.Find(parameters, p => p.grad is not null) is { } first ? names[first.Handle] : names.Values.First();

    /// <summary>The first parameter whose gradient is not finite, or whose square overflows.</summary>
    internal string FirstWithoutFiniteGradient()
    {
        using var scope = NewDisposeScope();
        var bad = Array.Find(parameters, p => p.grad is { } gradient && !Finite.Sum([gradient]));
        return bad is null ? "several layers together" : names[bad.Handle];
    }

    /// <summary>What it remembers, for a checkpoint.</summary>
    internal Dictionary<string, Tensor> Capture() => OptimizerStates.Capture(Stateful, names);

    /// <exception cref="InvalidDataException">The tensors belong to another optimiser or network.</exception>
    internal void Restore(Dictionary<string, Tensor> tensors)
    {
        if (tensors.Remove("gradients", out var earlier))
        {
            earlier.Dispose(); // of files from before gradients ended with their update
        }
        Forget(); // a fresh one has no state that the stored one lacks
        OptimizerStates.Restore(Stateful, names, tensors);
    }

    /// <exception cref="GanConfigurationException">The optimiser gives no state.</exception>
    internal OptimizerHelper Stateful =>
        optimizer as OptimizerHelper
        ?? throw new GanConfigurationException([
            $"{optimizer.GetType().Name} gives no state, so that a training with it cannot be stored. Take "
                + "an optimiser that derives from OptimizerHelper, or leave WithCheckpoints out.",
        ]);

    private optim.Optimizer Create()
    {
        using var scope = LayerKernels.Use(kernels);
        return options.Create(parameters);
    }

    public void Dispose() => optimizer.Dispose();
}
