using Gan.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>What callbacks and metrics may see of a running training.</summary>
public sealed class TrainingContext
{
    private readonly AdversarialStep adversary;
    private readonly Sampler sampler;

    internal TrainingContext(
        GanSettings settings,
        IDataset data,
        GanModel model,
        AdversarialStep adversary,
        Sampler sampler
    )
    {
        Settings = settings;
        Data = data;
        Generator = model.Generator;
        Discriminator = model.Discriminator;
        this.adversary = adversary;
        this.sampler = sampler;
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

    /// <summary>Threads that the operators of a step use: fewer than libtorch has where the networks are small
    /// (docs/decisions/0009).</summary>
    public int Threads { get; internal init; }

    /// <summary>Steps done.</summary>
    public long Step { get; internal set; }

    /// <summary>The generator's learning rate in the latest step, schedule and returns to a checkpoint counted in;
    /// before the first step that of step 1.</summary>
    public double GeneratorLearningRate => adversary.GeneratorOptimizer.LearningRate(Math.Max(1, Step));

    /// <summary>The discriminator's learning rate in the latest step.</summary>
    public double DiscriminatorLearningRate => adversary.CriticOptimizer.LearningRate(Math.Max(1, Step));

    /// <summary>What broke the training off; null while it runs, and when it ended with its last step, early or by
    /// cancellation. Seen in OnEnd.</summary>
    public Exception? Failure { get; internal set; }

    /// <summary>Where the training logs, as <see cref="GanBuilder.WithLogging"/> chose it.</summary>
    public ILoggerFactory Loggers { get; internal init; } = NullLoggerFactory.Instance;

    /// <summary>
    /// Samples from the moving average, [count, ...Shape] on the CPU; equal seeds give equal latents, so a grid can be
    /// followed through the training.
    /// </summary>
    /// <param name="count">How many. At least 1.</param>
    /// <param name="label">The class of all of them; null lets the classes take turns (and takes the first samples'
    /// vectors where the data have vectors).</param>
    /// <param name="seed">Chooses the latents.</param>
    public Tensor Sample(long count, long? label = null, ulong seed = 0) => sampler.Sample(count, label, seed);

    /// <summary>A walk of the moving average from one latent to another along the great circle, [steps, ...Shape] on
    /// the CPU; see <see cref="TrainedGan.Interpolate"/>.</summary>
    /// <param name="fromSeed">Seed of the first sample.</param>
    /// <param name="toSeed">Seed of the last sample.</param>
    /// <param name="steps">How many samples. At least 2.</param>
    /// <param name="label">The class of all of them; null takes the first one.</param>
    public Tensor Interpolate(ulong fromSeed, ulong toSeed, long steps, long? label = null) =>
        sampler.Interpolate(fromSeed, toSeed, steps, label);
}
