using Gan.Data;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>
/// Puts a detector of anomalies together (f-AnoGAN, Schlegl et al. 2019): a GAN learns normal data, then an encoder
/// finds the latents of samples. Immutable, as <see cref="GanBuilder"/>: each call returns a new builder.
/// <c>WithFAnoGan</c> of the package Gan.Net chooses the loss and optimisers.
/// </summary>
public sealed record AnomalyBuilder
{
    private IDataset? normal;
    private CheckpointOptions? checkpoints;
    private Func<GanBuilder, GanBuilder> first = gan => gan;
    private Func<GanBuilder, GanBuilder> second = training => training;

    /// <summary>What the encoder learns.</summary>
    public EncoderOptions Options { get; private init; } = new();

    /// <summary>Normal data, images or rows of a table, of which both trainings learn. They stay the caller's to
    /// dispose.</summary>
    public AnomalyBuilder WithData(IDataset normal) => this with { normal = Argument.NotNull(normal) };

    /// <summary>What the encoder is and learns.</summary>
    public AnomalyBuilder WithOptions(EncoderOptions options) => this with { Options = Argument.NotNull(options) };

    /// <summary>Changes the first training, of the GAN: networks (left out, DCGAN for images and a small MLP for
    /// tables), loss, penalties, augmentation, steps, callbacks.</summary>
    /// <param name="change">Such as <c>gan => gan.WithTraining(new TrainingOptions { Steps = 5000 })</c>.</param>
    public AnomalyBuilder With(Func<GanBuilder, GanBuilder> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var before = first;
        return this with { first = gan => change(before(gan)) };
    }

    /// <summary>Changes the second training, of the encoder: steps, optimiser, average, callbacks.</summary>
    /// <param name="change">Such as <c>encoder => encoder.WithTraining(new TrainingOptions { Steps = 2000
    /// })</c>.</param>
    public AnomalyBuilder WithEncoder(Func<GanBuilder, GanBuilder> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var before = second;
        return this with { second = training => change(before(training)) };
    }

    /// <summary>Changes both trainings alike: device, logging, mixed precision.</summary>
    /// <param name="change">Such as <c>training => training.WithDevice("cuda")</c>.</param>
    public AnomalyBuilder WithBoth(Func<GanBuilder, GanBuilder> change) => With(change).WithEncoder(change);

    /// <summary>Stores both trainings, in the sub-folders "gan" and "encoder". With <see
    /// cref="CheckpointOptions.Resume"/> a training that was broken off goes on bit for bit, in whichever of the two it
    /// was.</summary>
    /// <exception cref="ArgumentException"><see cref="CheckpointOptions.ResumeFrom"/> is set, which is about one
    /// training.</exception>
    public AnomalyBuilder WithCheckpoints(CheckpointOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.ResumeFrom is null
            ? this with
            {
                checkpoints = options,
            }
            : throw new ArgumentException(
                "ResumeFrom is about one of the two trainings. Say which: With(gan => gan.WithCheckpoints(…)) or "
                    + "WithEncoder(…).",
                nameof(options)
            );
    }

    /// <summary>The first training.</summary>
    /// <exception cref="GanConfigurationException">Lists every problem at once, each with its remedy.</exception>
    /// <exception cref="CheckpointException">The training cannot go on from its checkpoints.</exception>
    public GanTrainer BuildGan() => Stored(first(Start()), "gan").Build();

    private GanBuilder Start()
    {
        INetworkFamily networks = Normal.SampleShape.Count == 3 ? new DcganOptions() : Table;
        return new GanBuilder().WithData(Normal).WithNetworks(networks);
    }

    // A latent of fewer entries than a table has columns: what is not normal is not to be made either.
    private MlpOptions Table =>
        new()
        {
            LatentSize = Math.Clamp(Normal.SampleShape[0] / 2, 1, 32),
            GeneratorWidths = [128, 128],
            DiscriminatorWidths = [128, 128],
            Dropout = 0,
        };

    private IDataset Normal =>
        normal
        ?? throw new GanConfigurationException([
            new Problem("A detector learns from normal data, but there are none.", "Call WithData."),
        ]);

    /// <summary>The second training, for a GAN that has learnt normal data.</summary>
    /// <param name="gan">Its generator, which is copied.</param>
    /// <param name="judge">Its discriminator, which is copied.</param>
    /// <exception cref="GanConfigurationException">Lists every problem at once, each with its remedy.</exception>
    /// <exception cref="CheckpointException">The training cannot go on from its checkpoints.</exception>
    public GameTrainer<AnomalyDetector> BuildEncoder(TrainedGan gan, TrainedDiscriminator judge)
    {
        ArgumentNullException.ThrowIfNull(gan);
        ArgumentNullException.ThrowIfNull(judge);
        var options = Options;
        EncoderGame? game = null;
        var start = new GanBuilder()
            .WithData(Normal.WithInput(new SampleItself()))
            .WithNetworks(new EncoderNetworks(options.EncoderFor(Normal.SampleShape)));
        var settings = $"FeatureWeight = {options.FeatureWeight}, GAN = {WeightPrint.Of(gan.Generator, judge.Network)}";
        var trainer = Stored(second(start), "encoder")
            .WithGame(setup => game = new EncoderGame(setup, gan, judge, options), settings)
            .Build();
        return new GameTrainer<AnomalyDetector>(trainer, game!.Snapshot);
    }

    private GanBuilder Stored(GanBuilder training, string name) =>
        checkpoints is null
            ? training
            : training.WithCheckpoints(checkpoints with { Folder = Path.Combine(checkpoints.Folder, name) });

    /// <summary>Plays both trainings to the end.</summary>
    /// <param name="progress">Gets the report of every step, of the GAN's training and then of the encoder's.</param>
    /// <param name="cancellation">Ends the training after the running step; what was learnt is returned.</param>
    public AnomalyDetector Train(IProgress<StepReport>? progress = null, CancellationToken cancellation = default)
    {
        using var trainer = BuildGan();
        using var gan = trainer.Train(progress, cancellation);
        using var judge = trainer.SnapshotDiscriminator();
        // An encoder of a GAN that has yet to learn is not stored: the one of the resumed training is another.
        var rest = cancellation.IsCancellationRequested ? this with { checkpoints = null } : this;
        using var encoder = rest.BuildEncoder(gan, judge);
        return encoder.Train(progress, cancellation);
    }

    /// <summary>The same on a thread of its own, because scopes and gradient mode belong to a thread.</summary>
    /// <inheritdoc cref="Train"/>
    public Task<AnomalyDetector> TrainAsync(
        IProgress<StepReport>? progress = null,
        CancellationToken cancellation = default
    ) => OwnThread.Run(() => Train(progress, cancellation));
}
