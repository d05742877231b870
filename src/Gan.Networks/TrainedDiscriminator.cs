using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// A discriminator ready for use: as a start for another training (<c>TransferOptions</c>), or as a feature
/// extractor (Radford et al. 2016, section 5.1, classify with a trained discriminator's features).
/// </summary>
public sealed class TrainedDiscriminator : IDisposable
{
    private const long Chunk = 250; // bounds memory; with MinibatchStd a score depends on the others of its chunk
    private readonly Blueprint blueprint;
    private readonly Device device;
    private bool disposed;

    private TrainedDiscriminator(DiscriminatorNetwork network, Blueprint blueprint, Device device)
    {
        Network = network;
        this.blueprint = blueprint;
        this.device = device;
    }

    /// <summary>The network itself, in evaluation mode.</summary>
    public DiscriminatorNetwork Network { get; }

    /// <summary>What the discriminator was made from.</summary>
    public NetworkPlan Plan => blueprint.Plan;

    /// <summary>Shape of one sample: [C, H, W] or [F].</summary>
    public IReadOnlyList<long> SampleShape => blueprint.Plan.SampleShape;

    /// <summary>Width F of <see cref="Features"/>; 0 when the network gives none.</summary>
    public long FeatureSize => Network.FeatureSize;

    /// <summary>A copy of a discriminator, in evaluation mode and float32, without what changes samples in front of
    /// it.</summary>
    /// <param name="network">The discriminator, as <see cref="NetworkPlan.MakeDiscriminator"/> made it, or with an
    /// <see cref="AugmentedDiscriminator"/> around it.</param>
    /// <param name="plan">What it was made from.</param>
    /// <param name="dataSet">Name of the data that it was trained with.</param>
    /// <param name="step">Training steps behind it. At least 0.</param>
    /// <param name="device">Where to judge. Default: the CPU.</param>
    /// <exception cref="ArgumentException">The network was not made from the plan.</exception>
    public static TrainedDiscriminator Of(
        DiscriminatorNetwork network,
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
        var place = TorchBackend.EnsureAvailable(device);
        var plain = plan with { MixedPrecision = false }; // needs no such processor
        var copy = StateFit.Copy(network, plain.MakeDiscriminator, TryFill, place);
        return new(copy, new Blueprint(plan, dataSet, step), place);
    }

    /// <summary>Scores of samples, [N] on the CPU: larger means "more real".</summary>
    /// <param name="samples">[N, ...SampleShape].</param>
    /// <param name="condition">Labels, int64 [N], or vectors [N, K], for a discriminator with a condition.</param>
    /// <exception cref="ArgumentException">The samples have another shape.</exception>
    public Tensor Scores(Tensor samples, Tensor? condition = null) => Run(samples, condition, Network.call);

    /// <summary>The last hidden layer, [N, FeatureSize] on the CPU.</summary>
    /// <param name="samples">[N, ...SampleShape].</param>
    /// <param name="condition">As for <see cref="Scores"/>.</param>
    /// <exception cref="ArgumentException">The samples have another shape.</exception>
    /// <exception cref="InvalidOperationException">The network gives no features.</exception>
    public Tensor Features(Tensor samples, Tensor? condition = null) => Run(samples, condition, Network.Features);

    /// <summary>Writes weights and architecture to one safetensors file.</summary>
    /// <exception cref="IOException">The file cannot be written; an older one is left whole.</exception>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        using var scope = NewDisposeScope();
        Safetensors.Save(path, Network.state_dict(), blueprint.ToMetadata());
    }

    /// <summary>Loads what <see cref="Save"/> wrote. Runs no code from the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where to judge. Default: the CPU.</param>
    /// <param name="discriminator">Makes a network of your own, from the spec stored in the file.</param>
    /// <param name="conditioning">A conditioning of your own that it was trained with.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, of another version, or does not fit the
    /// network.</exception>
    public static TrainedDiscriminator Load(
        string path,
        Device? device = null,
        Func<NetworkSpec, DiscriminatorNetwork>? discriminator = null,
        IConditioning? conditioning = null
    ) => LoadFile(path, device, discriminator, conditioning);

    /// <summary>The same with the device by name: "cpu", "cuda" or "cuda:1".</summary>
    /// <inheritdoc cref="Load(string, Device?, Func{NetworkSpec, DiscriminatorNetwork}?, IConditioning?)"/>
    /// <exception cref="ArgumentException">There is no such kind of device.</exception>
    public static TrainedDiscriminator Load(
        string path,
        string device,
        Func<NetworkSpec, DiscriminatorNetwork>? discriminator = null,
        IConditioning? conditioning = null
    ) => LoadFile(path, DeviceName.Parse(device), discriminator, conditioning);

    private static TrainedDiscriminator LoadFile(
        string path,
        Device? device,
        Func<NetworkSpec, DiscriminatorNetwork>? discriminator,
        IConditioning? conditioning
    )
    {
        try
        {
            return NetworkFile.LoadDiscriminator(
                path,
                device,
                discriminator,
                conditioning,
                TryFill,
                (network, blueprint, where) => new TrainedDiscriminator(network, blueprint, where)
            );
        }
        catch (InvalidDataException wrong)
        {
            // Not in a filter, where the failed loading still holds its tensors and its scope.
            if (!HoldsGenerator(path, conditioning))
            {
                throw;
            }
            throw new InvalidDataException(
                $"'{path}' holds a generator, not a discriminator. Load it with TrainedGan.Load.",
                wrong
            );
        }
    }

    // The files do not say which of the two they hold, and what was saved must stay the same to the byte.
    private static bool HoldsGenerator(string path, IConditioning? conditioning)
    {
        try
        {
            TrainedGan.Load(path, conditioning: conditioning).Dispose();
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    // Says what does not fit, and fills what does up to there.
    private static string? TryFill(DiscriminatorNetwork network, Dictionary<string, Tensor> stored)
    {
        using var _ = no_grad();
        var plain = stored.ToDictionary(t => WeightNames.WithoutDecorators(t.Key), t => t.Value);
        foreach (var (name, tensor) in network.state_dict())
        {
            var wanted = WeightNames.WithoutDecorators(name);
            if (!plain.TryGetValue(wanted, out var found) || !found.shape.SequenceEqual(tensor.shape))
            {
                return $"it has no tensor '{wanted}' of shape {ShapeText.Of(tensor.shape)}";
            }
            tensor.copy_(found);
        }
        return null;
    }

    private Tensor Run(Tensor samples, Tensor? condition, Func<Tensor, Tensor?, Tensor> judge)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        LayerInput.RequireSamples(samples, SampleShape, nameof(samples));
        if (samples.shape[0] % blueprint.Plan.PackSize != 0)
        {
            throw new ArgumentException(
                $"Samples are judged in packs of {blueprint.Plan.PackSize}, but there are {samples.shape[0]}.",
                nameof(samples)
            );
        }
        if (condition is not null && (condition.dim() < 1 || condition.shape[0] != samples.shape[0]))
        {
            throw new ArgumentException(
                $"The condition must have a row for each of the {samples.shape[0]} samples, but has the "
                    + $"shape {ShapeText.Of(condition.shape)}.",
                nameof(condition)
            );
        }
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        var step = Math.Max(1, Chunk / blueprint.Plan.PackSize) * blueprint.Plan.PackSize; // whole packs only
        for (long at = 0; at < samples.shape[0]; at += step)
        {
            var rows = Math.Min(step, samples.shape[0] - at);
            var first = at;
            var count = rows;
            parts.Add(
                TorchErrors.Guard(() =>
                    judge(
                            Network.Reals(samples.narrow(0, first, count).to(ScalarType.Float32, device)),
                            condition?.narrow(0, first, count).to(device)
                        )
                        .cpu()
                )
            );
        }
        return cat(parts.ToArray()).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        Network.Dispose();
    }
}
