using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Tells anomalies from normal samples, of which alone it has learnt: a generator of normal samples can make no
/// anomaly, so what it cannot make again is one. AnoGAN (Schlegl et al. 2017) searches the latent of each sample,
/// f-AnoGAN (Schlegl et al. 2019) has an encoder for it.
/// </summary>
public sealed class AnomalyDetector : IDisposable, IGraphed
{
    private readonly AnomalyNetworks networks;
    private readonly AnomalyScorer scorer;
    private readonly string dataSet;
    private bool disposed;

    private AnomalyDetector(AnomalyNetworks networks, AnomalyBlueprint blueprint, Device device)
    {
        networks.Freeze();
        this.networks = networks;
        Plan = blueprint.Plan;
        dataSet = blueprint.DataSet;
        Step = blueprint.Step;
        Threshold = blueprint.Threshold;
        scorer = new AnomalyScorer(networks, Plan, device);
    }

    /// <summary>What the networks were made from, and how scores are computed.</summary>
    public AnomalyPlan Plan { get; }

    /// <summary>Shape of one sample: [C, H, W] or [F].</summary>
    public IReadOnlyList<long> SampleShape => Plan.Networks.SampleShape;

    /// <summary>Training steps behind the encoder, or behind the GAN where there is none.</summary>
    public long Step { get; }

    /// <summary>What <see cref="Calibrate"/> found; null before.</summary>
    public AnomalyThreshold? Threshold { get; private set; }

    /// <summary>Its networks in one module, whose state dict is that of its file.</summary>
    public nn.Module Network => networks;

    /// <summary>Adds the score of samples, [N, …Shape] → [N]: one that finds latents by an encoder says so, and one
    /// that searches for them cannot.</summary>
    /// <inheritdoc/>
    public GraphValue AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return scorer.AddTo(graph, input);
    }

    /// <summary>How it finds latents, and what it was trained with.</summary>
    public override string ToString() =>
        $"Anomaly detector for samples {ShapeText.Of(SampleShape)}, "
        + (Plan.Encoder is null ? "latents by search" : $"encoder of {Step} steps");

    /// <summary>AnoGAN (Schlegl et al. 2017) on a trained GAN: needs no further training, but hundreds of passes a
    /// sample.</summary>
    /// <param name="gan">A generator of normal samples. It is copied.</param>
    /// <param name="judge">The discriminator of the same training, whose features are compared. It is copied.</param>
    /// <param name="search">How latents are searched. Default: as the paper does.</param>
    /// <param name="device">Where to compute. Default: the CPU.</param>
    /// <exception cref="ArgumentException">The two do not fit each other, or a detector cannot use them; says
    /// why.</exception>
    public static AnomalyDetector AnoGan(
        TrainedGan gan,
        TrainedDiscriminator judge,
        LatentSearch? search = null,
        Device? device = null
    )
    {
        ArgumentNullException.ThrowIfNull(gan);
        ArgumentNullException.ThrowIfNull(judge);
        var plan = new AnomalyPlan { Networks = gan.Plan, Search = search ?? new() };
        return Of(gan.Generator, judge.Network, null, plan, gan.DataSet, gan.Step, device);
    }

    /// <summary>Copies of the networks, in evaluation mode and float32: what a training hands out.</summary>
    /// <param name="generator">Makes normal samples.</param>
    /// <param name="discriminator">Of the same training, without augmentation.</param>
    /// <param name="encoder">Finds latents; null where they are searched.</param>
    /// <param name="plan">What they were made from.</param>
    /// <param name="dataSet">Name of the normal data.</param>
    /// <param name="step">Training steps behind the encoder, or the GAN. At least 0.</param>
    /// <param name="device">Where to compute. Default: the CPU.</param>
    /// <exception cref="ArgumentException">The networks were not made from the plan, or a detector cannot use
    /// them.</exception>
    public static AnomalyDetector Of(
        GeneratorNetwork generator,
        DiscriminatorNetwork discriminator,
        EncoderNetwork? encoder,
        AnomalyPlan plan,
        string dataSet,
        long step,
        Device? device = null
    )
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(discriminator);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(dataSet);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (plan.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem.ToString(), nameof(plan));
        }
        var place = TorchBackend.EnsureAvailable(device);
        using var scope = NewDisposeScope();
        var copy = plan.MakeNetworks();
        try
        {
            Fill(copy.Generator, generator);
            Fill(copy.Discriminator, discriminator);
            if (copy.Encoder is not null)
            {
                Fill(copy.Encoder, Argument.NotNull(encoder!));
            }
            copy.PlaceOn(place);
            var detector = new AnomalyDetector(copy, new AnomalyBlueprint(plan, dataSet, step, null), place);
            detector.ThrowIfUnfit(place);
            return detector;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    private static void Fill(nn.Module copy, nn.Module network)
    {
        if (StateFit.TryFill(copy, network.state_dict()) is { } misfit)
        {
            throw new ArgumentException($"{network.GetName()} was not made from the plan: {misfit}.");
        }
    }

    // A layer such as MinibatchStd would make a sample's score depend on the others of its batch.
    private void ThrowIfUnfit(Device device)
    {
        if (!Plan.ReadsFeatures)
        {
            return;
        }
        var judge = networks.Discriminator;
        if (judge.FeatureSize == 0)
        {
            throw new ArgumentException(
                $"Scores compare features of the discriminator, but {judge.GetName()} gives none. Use one of the "
                    + "library's networks, override FeatureSize, Features and Score, or set the weight of the features "
                    + "to 0."
            );
        }
        using var _ = no_grad();
        using var stream = new Generator(0);
        var pair = randn([2, .. SampleShape], generator: stream).to(device);
        var together = judge.Features(pair, null).narrow(0, 0, 1);
        if (!together.allclose(judge.Features(pair.narrow(0, 0, 1), null), rtol: 1e-3, atol: 1e-4))
        {
            throw new ArgumentException(
                $"{judge.GetName()} judges the samples of a batch together, so that a sample's score would depend on "
                    + "the others. Train it without MinibatchStd and the like, or set the weight of the features to 0."
            );
        }
    }

    /// <summary>How unlike normal samples each sample is, [N] on the CPU, at least 0: the larger, the more so. Equal
    /// samples have equal scores up to rounding, whatever the batch.</summary>
    /// <param name="samples">[N, …SampleShape], images in [−1, 1].</param>
    /// <exception cref="ArgumentException">The samples have another shape.</exception>
    /// <exception cref="ObjectDisposedException">The detector was disposed.</exception>
    public Tensor Score(Tensor samples) => scorer.Score(Samples(samples));

    /// <summary>What the generator makes in place of each sample, [N, …SampleShape] on the CPU.</summary>
    /// <inheritdoc cref="Score"/>
    public Tensor Reconstruct(Tensor samples) => scorer.Reconstruct(Samples(samples));

    /// <summary>Where each sample is unlike normal ones: the absolute difference between it and its reconstruction,
    /// [N, …SampleShape] on the CPU; of a table, for each number of a row, of which a category has
    /// several.</summary>
    /// <inheritdoc cref="Score"/>
    public Tensor Explain(Tensor samples)
    {
        using var scope = NewDisposeScope();
        var made = Reconstruct(samples);
        return (samples.cpu().to(ScalarType.Float32) - made).abs().MoveToOuterDisposeScope();
    }

    /// <summary>Sets the <see cref="Threshold"/> from normal samples that the networks did not learn from: a further
    /// normal sample lies above it with a probability of at most the rate.</summary>
    /// <param name="normal">[N, …SampleShape], with N at least 1 / rate − 1.</param>
    /// <param name="falseAlarmRate">In (0, 1), such as 0.05.</param>
    /// <exception cref="ArgumentException">The samples have another shape or are too few, or the rate is out of
    /// range.</exception>
    public void Calibrate(Tensor normal, double falseAlarmRate)
    {
        using var scores = scorer.Score(Samples(normal));
        Threshold = AnomalyThreshold.From(scores.data<float>().ToArray(), falseAlarmRate);
    }

    /// <summary>Whether each sample's score lies above the <see cref="Threshold"/>: truths [N] on the CPU.</summary>
    /// <param name="samples">[N, …SampleShape].</param>
    /// <exception cref="ArgumentException">The samples have another shape.</exception>
    /// <exception cref="InvalidOperationException">There is no threshold yet.</exception>
    public Tensor IsAnomaly(Tensor samples)
    {
        var threshold =
            Threshold
            ?? throw new InvalidOperationException(
                "There is no threshold yet. Call Calibrate(normal, falseAlarmRate) with normal samples, or read Score."
            );
        using var scores = Score(samples);
        return scores.to(ScalarType.Float64).gt(threshold.Score);
    }

    private Tensor Samples(Tensor samples, [CallerArgumentExpression(nameof(samples))] string name = "")
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        LayerInput.RequireSamples(samples, SampleShape, name);
        return samples;
    }

    /// <summary>Writes weights, architecture, settings and threshold to one safetensors file.</summary>
    /// <exception cref="IOException">The file cannot be written; an older one is left whole.</exception>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        using var scope = NewDisposeScope();
        var blueprint = new AnomalyBlueprint(Plan, dataSet, Step, Threshold);
        Safetensors.Save(path, networks.state_dict(), blueprint.ToMetadata());
    }

    /// <summary>Loads what <see cref="Save"/> wrote. Runs no code from the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where to compute. Default: the CPU.</param>
    /// <param name="networks">Makes generator and discriminator of your own; null takes what the file names.</param>
    /// <param name="encoder">Makes an encoder of your own.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, of another version, or does not fit the networks;
    /// says what was expected and found.</exception>
    public static AnomalyDetector Load(
        string path,
        Device? device = null,
        INetworkFamily? networks = null,
        IEncoderFamily? encoder = null
    ) =>
        NetworkFile.LoadDetector(
            path,
            device,
            networks,
            encoder,
            StateFit.TryFill,
            (loaded, blueprint, where) => new AnomalyDetector(loaded, blueprint, where)
        );

    /// <summary>The same with the device by name: "cpu", "cuda" or "cuda:1".</summary>
    /// <inheritdoc cref="Load(string, Device?, INetworkFamily?, IEncoderFamily?)"/>
    /// <exception cref="ArgumentException">There is no such kind of device.</exception>
    public static AnomalyDetector Load(
        string path,
        string device,
        INetworkFamily? networks = null,
        IEncoderFamily? encoder = null
    ) => Load(path, DeviceName.Parse(device), networks, encoder);

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        networks.Dispose();
    }
}
