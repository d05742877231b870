using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>What callbacks and metrics may see of a running training.</summary>
public sealed class TrainingContext
{
    private readonly Sampler sampler;

    internal TrainingContext(GanSettings settings, IDataset data, GeneratorNetwork generator, DiscriminatorNetwork discriminator, Sampler sampler) =>
        (Settings, Data, Generator, Discriminator, this.sampler) = (settings, data, generator, discriminator, sampler);

    /// <summary>Every setting in force.</summary>
    public GanSettings Settings { get; }

    /// <summary>The data set.</summary>
    public IDataset Data { get; }

    /// <summary>The live generator (not the moving average).</summary>
    public GeneratorNetwork Generator { get; }

    /// <summary>The discriminator.</summary>
    public DiscriminatorNetwork Discriminator { get; }

    /// <summary>Steps done.</summary>
    public long Step { get; internal set; }

    /// <summary>
    /// Samples from the moving average, [count, ...Shape] on the CPU; equal seeds give equal latents, so a grid can be followed through the training.
    /// </summary>
    /// <param name="count">How many. At least 1.</param>
    /// <param name="label">The class of all of them; null lets the classes take turns (and takes the first samples' vectors where the data have vectors).</param>
    /// <param name="seed">Chooses the latents.</param>
    public Tensor Sample(long count, long? label = null, ulong seed = 0) => sampler.Sample(count, label, seed);
}
