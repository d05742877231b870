using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>What callbacks and metrics may see of a running training.</summary>
public sealed class TrainingContext
{
    private readonly AdversarialStep adversary;
    private readonly Sampler sampler;

    internal TrainingContext(GanSettings settings, IDataset data, GanModel model, AdversarialStep adversary, Sampler sampler)
    {
        (Settings, Data, Generator, Discriminator) = (settings, data, model.Generator, model.Discriminator);
        (this.adversary, this.sampler) = (adversary, sampler);
    }

    /// <summary>Every setting in force.</summary>
    public GanSettings Settings { get; }

    /// <summary>The data set.</summary>
    public IDataset Data { get; }

    /// <summary>The live generator (not the moving average).</summary>
    public GeneratorNetwork Generator { get; }

    /// <summary>The discriminator.</summary>
    public DiscriminatorNetwork Discriminator { get; }

    /// <summary>Names of the metrics that will be measured, in the order of their registration.</summary>
    public IReadOnlyList<string> MetricNames { get; internal init; } = [];

    /// <summary>Steps done.</summary>
    public long Step { get; internal set; }

    /// <summary>The generator's learning rate in the latest step, schedule and returns to a checkpoint counted in; before the first step that of step 1.</summary>
    public double GeneratorLearningRate => adversary.GeneratorOptimizer.LearningRate(Math.Max(1, Step));

    /// <summary>The discriminator's learning rate in the latest step.</summary>
    public double DiscriminatorLearningRate => adversary.CriticOptimizer.LearningRate(Math.Max(1, Step));

    /// <summary>
    /// Samples from the moving average, [count, ...Shape] on the CPU; equal seeds give equal latents, so a grid can be followed through the training.
    /// </summary>
    /// <param name="count">How many. At least 1.</param>
    /// <param name="label">The class of all of them; null lets the classes take turns (and takes the first samples' vectors where the data have vectors).</param>
    /// <param name="seed">Chooses the latents.</param>
    public Tensor Sample(long count, long? label = null, ulong seed = 0) => sampler.Sample(count, label, seed);
}
