using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>A generator ready for use: the moving average of a training, or one loaded from a file.</summary>
public sealed partial class TrainedGan : IDisposable
{
    private readonly GeneratorNetwork generator;
    private readonly Blueprint blueprint;
    private readonly Sampler sampler;
    private readonly Device device;
    private long draws;
    private bool disposed;

    private TrainedGan(GeneratorNetwork generator, Blueprint blueprint, Device device)
    {
        this.generator = generator;
        this.blueprint = blueprint;
        this.device = device;
        sampler = new Sampler(generator, blueprint.Plan, device) { LatentRule = blueprint.LatentRule };
    }

    /// <summary>What the generator was made from.</summary>
    public NetworkPlan Plan => blueprint.Plan;

    /// <summary>Shape of one sample: [C, H, W] or [F].</summary>
    public IReadOnlyList<long> SampleShape => blueprint.Plan.SampleShape;

    /// <summary>Entries of a latent, without a condition's.</summary>
    public long LatentSize => blueprint.Plan.Family.LatentSize;

    /// <summary>By what samples are asked.</summary>
    public ConditionSpec Condition => blueprint.Plan.Condition;

    /// <summary>Number of classes that can be asked for; 0 for a GAN that is not asked by label.</summary>
    public long Classes => Condition.Classes;

    /// <summary>Name of the data that it was trained with.</summary>
    public string DataSet => blueprint.DataSet;

    /// <summary>Training steps behind it.</summary>
    public long Step => blueprint.Step;

    /// <summary>The network itself, in evaluation mode.</summary>
    public GeneratorNetwork Generator => generator;

    /// <summary>What it makes and how long it was trained.</summary>
    public override string ToString() =>
        $"GAN of {Step} steps: samples {ShapeText.Of(SampleShape)} from latents of {LatentSize}"
        + Condition.Kind switch
        {
            ConditionKind.None => "",
            ConditionKind.Label => $", {Condition.Width} classes",
            _ => $", conditions of {Condition.Width}",
        };

    /// <summary>A copy of a generator, in evaluation mode and float32: what a training hands out.</summary>
    /// <param name="network">The generator, as <see cref="NetworkPlan.MakeGenerator"/> made it.</param>
    /// <param name="plan">What it was made from.</param>
    /// <param name="dataSet">Name of the data that it was trained with.</param>
    /// <param name="step">Training steps behind it. At least 0.</param>
    /// <param name="device">Where to sample. Default: the CPU.</param>
    /// <exception cref="ArgumentException">The network was not made from the plan.</exception>
    public static TrainedGan Of(
        GeneratorNetwork network,
        NetworkPlan plan,
        string dataSet,
        long step,
        Device? device = null
    )
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(dataSet);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return Of(network, new Blueprint(plan, dataSet, step), device);
    }

    private static TrainedGan Of(GeneratorNetwork network, Blueprint blueprint, Device? device)
    {
        var place = TorchBackend.EnsureAvailable(device);
        var plain = blueprint.Plan with { MixedPrecision = false }; // needs no such processor
        var copy = StateFit.Copy(network, plain.MakeGenerator, StateFit.TryFill, place);
        return new(copy, blueprint, place);
    }

    /// <summary>Samples [count, ...Shape] on the CPU, images in [-1, 1].</summary>
    /// <param name="count">How many. At least 1.</param>
    /// <param name="label">The class of all of them, in [0, Classes); null lets the classes of a conditional GAN take
    /// turns.</param>
    /// <param name="seed">Equal seeds give equal samples, in a shipped file and in JavaScript too (docs/latents.md).
    /// Null draws new ones at each call.</param>
    /// <param name="truncation">
    /// Fewer outliers for less variety; null for none. Of a GAN with styles the share ψ of the way from the mean style,
    /// at least 0: 1 changes nothing, 0 gives one image (Karras et al. 2019, section 2 and appendix B). Of any other,
    /// the largest size of a latent's entries, at least 0.01: larger ones are drawn again (BigGAN, Brock et al. 2019,
    /// section 3.1).
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">count, label or truncation is out of range.</exception>
    /// <exception cref="InvalidOperationException">A label was asked of an unconditional GAN.</exception>
    /// <exception cref="ObjectDisposedException">The GAN was disposed.</exception>
    public Tensor Sample(long count, long? label = null, long? seed = null, double? truncation = null)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return sampler.Sample(count, label, Seed(seed), truncation);
    }

    /// <summary>Samples [N, ...Shape] on the CPU, one for each vector: for a GAN with continuous conditions or
    /// codes.</summary>
    /// <param name="condition">Floats [N, K], where K is the width of <see cref="Condition"/>.</param>
    /// <param name="seed">Equal seeds give equal samples; null draws new ones at each call.</param>
    /// <exception cref="ArgumentException">The vectors are not floats of that shape.</exception>
    /// <exception cref="InvalidOperationException">The GAN is not conditioned on vectors.</exception>
    public Tensor Sample(Tensor condition, long? seed = null)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ArgumentNullException.ThrowIfNull(condition);
        return sampler.Sample(condition, Seed(seed));
    }

    private ulong Seed(long? seed) =>
        seed is { } s ? (ulong)s : (ulong)Interlocked.Increment(ref draws) ^ 0x5EED_0000_0000_0000;

    /// <summary>A walk from one sample to another, [steps, ...Shape] on the CPU, both ends included: along the great
    /// circle of latents (White 2016), or in a straight line of styles where the GAN has styles.</summary>
    /// <param name="fromSeed">Seed of the first sample: the one that Sample(1, label, fromSeed) gives.</param>
    /// <param name="toSeed">Seed of the last sample.</param>
    /// <param name="steps">How many samples. At least 2.</param>
    /// <param name="label">The class of all of them; 0 when null and the GAN is conditional on labels.</param>
    /// <param name="condition">The vector [K] of all of them; null draws codes from
    /// <paramref name="fromSeed"/> where the GAN draws its own.</param>
    /// <exception cref="ArgumentOutOfRangeException">steps or label is out of range.</exception>
    /// <exception cref="ArgumentException">The vector has another shape.</exception>
    /// <exception cref="ObjectDisposedException">The GAN was disposed.</exception>
    public Tensor Interpolate(long fromSeed, long toSeed, long steps, long? label = null, Tensor? condition = null)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return sampler.Interpolate((ulong)fromSeed, (ulong)toSeed, steps, label, condition);
    }

    /// <summary>
    /// The same generator with "standing statistics": the means and variances of its batch normalisations are measured
    /// anew, as their averages over many batches of samples (Brock et al. 2019, appendix B), in place of the running
    /// ones of the training. Use it for networks with batch normalisation, above all under truncation. The new GAN is
    /// the caller's to dispose.
    /// </summary>
    /// <param name="batches">Batches to measure, from 1 to 100,000. Default 100, as in the paper.</param>
    /// <param name="batchSize">Samples of a batch, from 2 to 100,000.</param>
    /// <param name="truncation">The truncation that samples will be asked with, at least 0.01; null for none.</param>
    /// <param name="seed">Equal seeds give equal statistics.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    /// <exception cref="InvalidOperationException">The generator has no batch normalisation, or reads vectors that only
    /// the data know.</exception>
    /// <exception cref="ObjectDisposedException">The GAN was disposed.</exception>
    public TrainedGan WithStandingStatistics(
        int batches = 100,
        int batchSize = 64,
        double? truncation = null,
        long seed = 0
    )
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        Argument.Within(1, 100_000, batches);
        Argument.Within(2, 100_000, batchSize);
        if (truncation is { } bound)
        {
            Argument.AtLeast(0.01, bound, nameof(truncation));
        }
        var copy = Of(generator, blueprint, device);
        try
        {
            var statistics = new StandingStatistics(Plan, device, batches, batchSize, truncation, (ulong)seed);
            TorchErrors.Guard(() => statistics.Measure(copy.generator));
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>Writes weights and architecture to one safetensors file. PyTorch and any safetensors reader can read
    /// it.</summary>
    /// <exception cref="IOException">The file cannot be written; an older one is left whole.</exception>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        using var scope = NewDisposeScope();
        Safetensors.Save(path, generator.state_dict(), blueprint.ToMetadata());
    }

    /// <summary>The metadata of a file that holds more than a generator, with the rule by which this GAN's seeds mean
    /// latents: one that an earlier version wrote keeps its own (docs/latents.md).</summary>
    /// <param name="metadata">What <see cref="NetworkPlan.ToMetadata"/> gave, and more.</param>
    public IReadOnlyDictionary<string, string> WithLatentRule(IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return blueprint.WithRule(metadata);
    }

    /// <summary>Loads what <see cref="Save"/> wrote; for the library's own networks the file is all it takes. Runs no
    /// code from the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where to sample. Default: the CPU.</param>
    /// <param name="generator">Makes a network of your own, from the spec stored in the file; its weights are then
    /// loaded.</param>
    /// <param name="conditioning">A conditioning of your own that the GAN was trained with.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, of another version, or does not fit the network;
    /// says what was expected and found.</exception>
    public static TrainedGan Load(
        string path,
        Device? device = null,
        Func<NetworkSpec, GeneratorNetwork>? generator = null,
        IConditioning? conditioning = null
    ) =>
        NetworkFile.LoadGenerator(
            path,
            device,
            generator,
            conditioning,
            Fill,
            (network, blueprint, where) => new TrainedGan(network, blueprint, where)
        );

    /// <summary>The same with the device by name: "cpu", "cuda" or "cuda:1".</summary>
    /// <inheritdoc cref="Load(string, Device?, Func{NetworkSpec, GeneratorNetwork}?, IConditioning?)"/>
    /// <exception cref="ArgumentException">There is no such kind of device.</exception>
    public static TrainedGan Load(
        string path,
        string device,
        Func<NetworkSpec, GeneratorNetwork>? generator = null,
        IConditioning? conditioning = null
    ) => Load(path, DeviceName.Parse(device), generator, conditioning);

    private static string? Fill(GeneratorNetwork network, Dictionary<string, Tensor> tensors) =>
        StateFit.TryFill(network, tensors) is { } misfit
            ? $"{misfit}. A function that makes the generator must make it as it was in the training"
            : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        generator.Dispose();
    }
}
