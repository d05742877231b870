using System.Collections.Immutable;
using Gan.Data;
using Gan.Losses;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Puts a GAN together. Immutable: each call returns a new builder, so that one baseline forks into many. With…
/// replaces a choice, Add… appends to one, Build validates.
/// </summary>
/// <example><code>using var gan = new GanBuilder().WithDcgan().WithWgangp().Train();</code></example>
public sealed record GanBuilder
{
    private IDataset? data;
    private INetworkFamily networks = new DcganOptions();
    private LossPreset preset = LossPreset.Vanilla(saturating: false);
    private ImmutableArray<ScheduledPenalty> penalties = [];
    private ImmutableArray<ScheduledGeneratorPenalty> generatorPenalties = [];
    private ImmutableArray<IParameterConstraint> constraints = [];
    private ImmutableArray<IAugmentation> augmentations = [];
    private ImmutableArray<IStoppingRule> stopping = [];
    private AdaptiveStrength? adaptiveStrength;
    private TransferOptions? transfer;
    private CheckpointOptions? checkpoints;
    private NumberGuard guard = new();
    private int packSize = 1,
        discriminators = 1;
    private IConditioning? conditioning;
    private OptimizerOptions? generatorOptimizer;
    private OptimizerOptions? discriminatorOptimizer;
    private TrainingOptions training = new();
    private bool mixedPrecision;
    private bool kernels = true;
    private Device? device;
    private ILoggerFactory loggers = NullLoggerFactory.Instance;
    private ImmutableArray<Scheduled<ITrainingCallback>> callbacks = [];
    private ImmutableArray<Scheduled<IGanMetric>> metrics = [];

    /// <summary>The data set; left out, the 10,000 MNIST digits embedded in Gan.Data. It stays the caller's to
    /// dispose.</summary>
    public GanBuilder WithData(IDataset data) => this with { data = NotNull(data) };

    /// <summary>Fully connected networks (Goodfellow et al. 2014).</summary>
    public GanBuilder WithMlp(MlpOptions? options = null) => this with { networks = options ?? new() };

    /// <summary>Deep convolutional networks (Radford et al. 2016). The default of the builder.</summary>
    public GanBuilder WithDcgan(DcganOptions? options = null) => this with { networks = options ?? new() };

    /// <summary>Networks of your own. The factories are called several times (the moving average and the trained GAN
    /// have weights of their own) and must make a new network each time; the shapes and widths that the condition asks
    /// for are counted in.</summary>
    /// <param name="generator">Makes the generator; wrap a plain module with
    /// <see cref="GeneratorNetwork.Wrap"/>.</param>
    /// <param name="discriminator">Makes the discriminator; wrap a plain module with
    /// <see cref="DiscriminatorNetwork.Wrap"/>.</param>
    /// <param name="latentSize">Entries of the latent vector, before the condition's. At least 1.</param>
    public GanBuilder WithNetworks(
        Func<NetworkSpec, GeneratorNetwork> generator,
        Func<NetworkSpec, DiscriminatorNetwork> discriminator,
        long latentSize = 100
    ) => this with { networks = new CustomNetworks(latentSize, NotNull(generator), NotNull(discriminator)) };

    /// <summary>Networks from a record of settings of your own.</summary>
    public GanBuilder WithNetworks(INetworkFamily networks) => this with { networks = NotNull(networks) };

    /// <summary>The original GAN (Goodfellow et al. 2014); Adam(2e-4, 0.5, 0.999), one discriminator update a step. The
    /// default of the builder.</summary>
    /// <param name="saturating">True takes the minimax generator loss of equation 1; false (the default) the
    /// non-saturating one of section 3.</param>
    public GanBuilder WithVanilla(bool saturating = false) => this with { preset = LossPreset.Vanilla(saturating) };

    /// <summary>Least squares (Mao et al. 2017); Adam(2e-4, 0.5, 0.999).</summary>
    /// <param name="targets">(a, b, c) = (0, 1, 1) by default.</param>
    public GanBuilder WithLsgan(LeastSquaresLoss? targets = null) => this with { preset = LossPreset.Lsgan(targets) };

    /// <summary>Wasserstein with weight clipping (Arjovsky et al. 2017); RMSProp(5e-5), five critic updates a
    /// step.</summary>
    /// <param name="clip">Bound of the critic's weights. Greater than 0.</param>
    public GanBuilder WithWgan(double clip = 0.01) =>
        clip > 0 && double.IsFinite(clip)
            ? this with
            {
                preset = LossPreset.Wgan(clip),
            }
            : throw new ArgumentOutOfRangeException(
                nameof(clip),
                FormattableString.Invariant($"clip must be greater than 0 and finite, but was {clip}.")
            );

    /// <summary>Wasserstein with gradient penalty (Gulrajani et al. 2017); Adam(1e-4, 0, 0.9) at the papers' widths and
    /// a higher rate for narrower networks (<see cref="INetworkFamily.LearningRateScale"/>), five critic updates a step,
    /// a critic without batch normalisation.</summary>
    /// <param name="lambda">Weight of the penalty. At least 0.</param>
    public GanBuilder WithWgangp(double lambda = 10) => this with { preset = LossPreset.Wgangp(lambda) };

    /// <summary>The hinge game (Lim and Ye 2017; Miyato et al. 2018); Adam(2e-4, 0, 0.9), one discriminator update a
    /// step. Join it with spectral normalisation or R1.</summary>
    public GanBuilder WithHinge() => this with { preset = LossPreset.Hinge() };

    /// <summary>A relativistic game (Jolicoeur-Martineau 2018); Adam(2e-4, 0.5, 0.999).</summary>
    /// <param name="average">True compares each score with the mean of the others (RaGAN), false pairs them
    /// (RpGAN).</param>
    /// <param name="form">What is made of a difference of scores.</param>
    public GanBuilder WithRelativistic(bool average = true, RelativisticForm form = RelativisticForm.Standard) =>
        this with
        {
            preset = LossPreset.Relativistic(average, form),
        };

    /// <summary>The modern baseline RpGAN + R1 + R2 (R3GAN, Huang et al. 2024); Adam(2e-4, 0, 0.99), a discriminator
    /// without batch normalisation.</summary>
    /// <param name="gamma">Weight γ of both penalties. At least 0. It depends on the data's scale: try 0.1 to
    /// 10.</param>
    public GanBuilder WithR3gan(double gamma = 1) => this with { preset = LossPreset.R3gan(gamma) };

    /// <summary>The original game with a gradient penalty around the data (DRAGAN, Kodali et al. 2017); Adam(2e-4, 0.5,
    /// 0.999).</summary>
    /// <param name="lambda">Weight of the penalty. At least 0.</param>
    public GanBuilder WithDragan(double lambda = 10) => this with { preset = LossPreset.Dragan(lambda) };

    /// <summary>Wasserstein with the one-sided gradient penalty (WGAN-LP, Petzka et al. 2018); the other settings of
    /// <see cref="WithWgangp"/>.</summary>
    /// <param name="lambda">Weight of the penalty. At least 0.</param>
    public GanBuilder WithWganlp(double lambda = 10) => this with { preset = LossPreset.Wganlp(lambda) };

    /// <summary>Wasserstein divergence (WGAN-div, Wu et al. 2018); Adam(2e-4, 0, 0.999).</summary>
    public GanBuilder WithWgandiv() => this with { preset = LossPreset.Wgandiv() };

    /// <summary>A loss of your own, with the vanilla preset's optimisers.</summary>
    public GanBuilder WithLoss(IGanLoss loss) => this with { preset = LossPreset.Own(NotNull(loss)) };

    /// <summary>Adds a term to the discriminator's objective.</summary>
    /// <param name="penalty">The term, with its own weight.</param>
    /// <param name="every">Due in each every-th discriminator update, scaled by every. At least 1.</param>
    public GanBuilder AddPenalty(IPenalty penalty, int every = 1) =>
        this with
        {
            penalties = penalties.Add(new(NotNull(penalty), every)),
        };

    /// <summary>Adds a term to the generator's objective.</summary>
    /// <param name="penalty">The term, with its own weight.</param>
    /// <param name="every">Due in each every-th generator update, scaled by every. At least 1.</param>
    public GanBuilder AddGeneratorPenalty(IGeneratorPenalty penalty, int every = 1) =>
        this with
        {
            generatorPenalties = generatorPenalties.Add(new(NotNull(penalty), every)),
        };

    /// <summary>Adds a constraint on the discriminator's weights, applied after each of its updates.</summary>
    public GanBuilder AddConstraint(IParameterConstraint constraint) =>
        this with
        {
            constraints = constraints.Add(NotNull(constraint)),
        };

    /// <summary>Adds a random change of samples in front of the discriminator, for real and generated ones
    /// alike.</summary>
    public GanBuilder AddAugmentation(IAugmentation augmentation) =>
        this with
        {
            augmentations = augmentations.Add(NotNull(augmentation)),
        };

    /// <summary>Lets the strength of the augmentations follow the discriminator's overfitting (ADA, Karras et al.
    /// 2020).</summary>
    public GanBuilder WithAdaptiveStrength(AdaptiveStrength? options = null) =>
        this with
        {
            adaptiveStrength = options ?? new(),
        };

    /// <summary>Lets the discriminator judge packs of samples, against mode collapse (PacGAN, Lin et al.
    /// 2018).</summary>
    /// <param name="samples">Samples m of a pack. At least 1; the batch size must be a multiple of it.</param>
    public GanBuilder WithPacking(int samples = 2) => this with { packSize = samples };

    /// <summary>Sets several discriminators against the generator (GMAN, Durugkar et al. 2017); join it with
    /// MultipleDiscriminatorLoss for weights other than the mean.</summary>
    /// <param name="count">How many. At least 1.</param>
    public GanBuilder WithDiscriminators(int count) => this with { discriminators = count };

    /// <summary>Starts from saved weights, and keeps layers at them for a while (transfer learning, FreezeD).</summary>
    public GanBuilder WithTransfer(TransferOptions options) => this with { transfer = NotNull(options) };

    /// <summary>Adds a rule that may end the training before its last step.</summary>
    public GanBuilder AddStopping(IStoppingRule rule) => this with { stopping = stopping.Add(NotNull(rule)) };

    /// <summary>Gives labels, vectors or codes to both networks, so that samples can be asked by them. Labels and
    /// vectors must come with the data.</summary>
    public GanBuilder WithConditioning(IConditioning conditioning) =>
        this with
        {
            conditioning = NotNull(conditioning),
        };

    /// <summary>The optimisers, instead of the loss's own.</summary>
    /// <param name="generator">For the generator; null keeps the loss's.</param>
    /// <param name="discriminator">For the discriminator; null takes the same as the generator.</param>
    public GanBuilder WithOptimizers(OptimizerOptions? generator, OptimizerOptions? discriminator = null) =>
        this with
        {
            generatorOptimizer = generator,
            discriminatorOptimizer = discriminator ?? generator,
        };

    /// <summary>Steps, batch size, seed, critic updates and moving average.</summary>
    public GanBuilder WithTraining(TrainingOptions options) => this with { training = NotNull(options) };

    /// <summary>Where to train. Default: the processor.</summary>
    public GanBuilder WithDevice(Device device) => this with { device = NotNull(device) };

    /// <summary>Where to train, by name: "cpu", "cuda" or "cuda:1". Unlike TorchSharp's CUDA it needs no such device
    /// before Build.</summary>
    /// <exception cref="ArgumentException">It is another name.</exception>
    public GanBuilder WithDevice(string device) => WithDevice(DeviceName.Parse(device));

    /// <summary>
    /// Lets convolutions and linear layers multiply in bfloat16 (mixed precision, as PyTorch's autocast), on processors
    /// with AVX-512 BF16 and on CUDA. Weights, optimisers, normalisation, losses and penalties stay float32, and so
    /// does the trained GAN. Build refuses it where it cannot gain; docs/results.md says what it gains and costs. Off
    /// by default.
    /// </summary>
    /// <param name="enabled">False takes it back.</param>
    public GanBuilder WithMixedPrecision(bool enabled = true) => this with { mixedPrecision = enabled };

    /// <summary>
    /// Whether the steps of the training may use the kernels of Gan.Kernels, where the program has them. On by default;
    /// off, everything is computed by libtorch's operators, with the same values to 1e-5. The environment variable
    /// GAN_KERNELS=0 does it for the whole process.
    /// </summary>
    /// <param name="enabled">False leaves everything to libtorch.</param>
    public GanBuilder WithKernels(bool enabled = true) => this with { kernels = enabled };

    /// <summary>Stores the training in a folder from time to time, and goes on from there when asked to.</summary>
    /// <remarks><see cref="Build"/> then also throws <see cref="CheckpointException"/>: a checkpoint is damaged, of
    /// other settings, or the folder is in use.</remarks>
    public GanBuilder WithCheckpoints(CheckpointOptions options) => this with { checkpoints = NotNull(options) };

    /// <summary>What to do when a loss, gradient or weight is not finite. Default: stop and say what came
    /// first.</summary>
    public GanBuilder WithNumberGuard(NumberGuard guard) => this with { guard = NotNull(guard) };

    /// <summary>Where to log. The libraries never write to the console themselves.</summary>
    public GanBuilder WithLogging(ILoggerFactory loggers) => this with { loggers = NotNull(loggers) };

    /// <summary>Adds an onlooker, called after each every-th step and after the last. It stays the caller's to
    /// dispose.</summary>
    public GanBuilder AddCallback(ITrainingCallback callback, int every = 1) =>
        this with
        {
            callbacks = callbacks.Add(new(NotNull(callback), every)),
        };

    /// <summary>Adds a measure, taken after each every-th step and after the last of
    /// <see cref="TrainingOptions.Steps"/>.</summary>
    public GanBuilder AddMetric(IGanMetric metric, int every) =>
        this with
        {
            metrics = metrics.Add(new(NotNull(metric), every)),
        };

    /// <summary>Validates everything, makes the networks and tries them with a batch of two.</summary>
    /// <exception cref="GanConfigurationException">Lists every problem at once, each with its remedy.</exception>
    /// <exception cref="CheckpointException">The training cannot go on from its checkpoints.</exception>
    /// <exception cref="TrainingMemoryException">Memory does not hold the networks, or a batch of two.</exception>
    public GanTrainer Build()
    {
        TorchBackend.EnsureAvailable();
        var source = data ?? Mnist.Embedded();
        try
        {
            if (conditioning is InfoGanCodes { Categorical: 0, Continuous: 0 })
            {
                throw new GanConfigurationException([
                    "InfoGanCodes needs at least one code, but Categorical and Continuous are both 0.",
                ]);
            }
            var settings = Resolve(source);
            var problems = SettingsRules
                .Check(
                    settings,
                    [.. callbacks.Select(c => c.Every), .. metrics.Select(m => m.Every)],
                    [.. metrics.Select(m => m.Item.Name)]
                )
                .ToList();
            problems.AddRange(
                metrics
                    .GroupBy(m => m.Item.Name)
                    .Where(g => g.Count() > 1)
                    .Select(g => $"{g.Count()} metrics are named '{g.Key}'. Give each a name of its own.")
            );
            problems.AddRange(
                checkpoints?.Problems([.. metrics.Select(m => m.Item.Name)], [.. settings.Describe().Keys]) ?? []
            );
            problems.AddRange(guard.Problems(checkpoints is not null));
            if (problems.Count > 0)
            {
                throw new GanConfigurationException(problems);
            }
            var log = loggers.CreateLogger<GanTrainer>();
            if (log.IsEnabled(LogLevel.Information))
            {
                Log.Settings(
                    log,
                    preset.Name,
                    string.Join(", ", settings.Describe().Select(s => $"{s.Key}: {s.Value}"))
                );
            }
            return new GanTrainer(
                settings,
                source,
                ownsData: data is null,
                device ?? CPU,
                callbacks,
                metrics,
                loggers,
                guard,
                checkpoints
            );
        }
        catch (Exception failure)
        {
            if (data is null)
            {
                source.Dispose();
            }
            if (TrainingMemoryException.From(failure, training, packSize) is { } shortage)
            {
                throw shortage;
            }
            var plain = TorchErrors.WithoutTrace(failure);
            if (ReferenceEquals(plain, failure))
            {
                throw;
            }
            throw plain;
        }
    }

    /// <summary>Builds and trains to the end.</summary>
    /// <param name="progress">Gets the report of every step.</param>
    /// <param name="cancellation">Ends the training after the running step; what was learnt is returned.</param>
    /// <exception cref="GanConfigurationException">The settings do not work together.</exception>
    public TrainedGan Train(IProgress<StepReport>? progress = null, CancellationToken cancellation = default)
    {
        using var trainer = Build();
        return trainer.Train(progress, cancellation);
    }

    /// <summary>The same on a thread of its own, because scopes and gradient mode belong to a thread.</summary>
    public Task<TrainedGan> TrainAsync(
        IProgress<StepReport>? progress = null,
        CancellationToken cancellation = default
    ) =>
        Task.Factory.StartNew(
            () => Train(progress, cancellation),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );

    private GanSettings Resolve(IDataset source) =>
        new()
        {
            DataSet = source.Name,
            DataCount = source.Count,
            SampleShape = [.. source.SampleShape],
            DataCondition = source.Condition,
            Networks = networks,
            Loss = preset.Loss,
            Penalties =
            [
                .. preset.Penalties,
                .. penalties,
                .. conditioning?.DiscriminatorTerm is { } judged
                    ? [new ScheduledPenalty(judged)]
                    : Array.Empty<ScheduledPenalty>(),
            ],
            GeneratorPenalties =
            [
                .. generatorPenalties,
                .. conditioning?.GeneratorTerm is { } made
                    ? [new ScheduledGeneratorPenalty(made)]
                    : Array.Empty<ScheduledGeneratorPenalty>(),
            ],
            Constraints = [.. preset.Constraints, .. constraints],
            Augmentations = augmentations,
            AdaptiveStrength = adaptiveStrength,
            PackSize = packSize,
            DiscriminatorCount = discriminators,
            Stopping = stopping,
            Transfer = transfer,
            Conditioning = conditioning,
            GeneratorOptimizer = generatorOptimizer ?? preset.OptimizerFor(networks),
            DiscriminatorOptimizer = discriminatorOptimizer ?? preset.OptimizerFor(networks),
            Training = training with { CriticSteps = training.CriticSteps ?? preset.CriticSteps },
            MixedPrecision = mixedPrecision,
            Kernels = kernels,
            Device = (device ?? CPU).ToString(),
        };

    private static T NotNull<T>(
        T value,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(value))] string name = ""
    )
        where T : class => value ?? throw new ArgumentNullException(name);
}

/// <summary>Something and how often it is due.</summary>
internal sealed record Scheduled<T>(T Item, int Every)
{
    internal bool Due(long step, long last) => step % Every == 0 || step == last;
}
