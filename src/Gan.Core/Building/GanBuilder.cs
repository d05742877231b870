using Gan.Data;
using Gan.Losses;
using Microsoft.Extensions.Logging;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Puts a GAN together. Immutable: each call returns a new builder, so that one baseline forks into many. With…
/// replaces a choice, Add… appends to one, Build validates.
/// </summary>
/// <example>With the presets of the package Gan.Net:
/// <code>using var gan = new GanBuilder().WithDcgan().WithWgangp().Train();</code></example>
public sealed record GanBuilder
{
    private BuilderChoices choices = new();

    /// <summary>The data set; left out, the 10,000 MNIST digits embedded in Gan.Data. It stays the caller's to
    /// dispose.</summary>
    public GanBuilder WithData(IDataset data) => With(choices with { Data = Argument.NotNull(data) });

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
    ) =>
        With(
            choices with
            {
                Networks = new CustomNetworks(latentSize, Argument.NotNull(generator), Argument.NotNull(discriminator)),
            }
        );

    /// <summary>Networks from a record of their settings. Left out, those of <see cref="DcganOptions"/>.</summary>
    public GanBuilder WithNetworks(INetworkFamily networks) =>
        With(choices with { Networks = Argument.NotNull(networks) });

    /// <summary>
    /// A loss and what belongs to it, for whatever else is left open; replaces the preset chosen before. The papers'
    /// are extensions of the package Gan.Net, such as WithWgangp. Left out, the original GAN's non-saturating loss
    /// (Goodfellow et al. 2014) with Adam(2e-4, 0.5, 0.999). Build logs its name and what is then in force.
    /// </summary>
    /// <param name="preset">The loss and what belongs to it. One without networks keeps those of the preset before
    /// it.</param>
    /// <param name="networks">Networks that replace those chosen before. Null keeps these, unless the preset has
    /// networks of another family (<see cref="Preset.Networks"/>).</param>
    public GanBuilder WithPreset(Preset preset, INetworkFamily? networks = null)
    {
        var family = Argument.NotNull(preset).Networks?.GetType();
        var stays = family is null || family == choices.Networks?.GetType();
        var earlier = choices.Preset;
        return With(
            choices with
            {
                // a loss that comes after a family of networks keeps the family
                Preset = family is null
                    ? preset with
                    {
                        Networks = earlier.Networks,
                        Conditioning = preset.Conditioning ?? earlier.Conditioning,
                    }
                    : preset,
                ChoosePreset = null,
                Networks = networks ?? (stays ? choices.Networks : null),
            }
        );
    }

    /// <summary>A preset that Build chooses once the data are known, whichever call comes first; replaces the one
    /// chosen before. Networks that were chosen stay.</summary>
    /// <param name="choose">Called once by Build with the data, which it must not dispose.</param>
    public GanBuilder WithPreset(Func<IDataset, Preset> choose) =>
        With(choices with { ChoosePreset = Argument.NotNull(choose) });

    /// <summary>A loss of your own, with Adam(2e-4, 0.5, 0.999) and one discriminator update a step where no other is
    /// chosen.</summary>
    public GanBuilder WithLoss(IGanLoss loss) => WithPreset(new Preset(Argument.NotNull(loss).GetType().Name, loss));

    /// <summary>Adds a term to the discriminator's objective.</summary>
    /// <param name="penalty">The term, with its own weight.</param>
    /// <param name="every">Due in each every-th discriminator update, scaled by every. At least 1.</param>
    /// <param name="schedule">What its weight is multiplied by in the course of the training; null keeps it.</param>
    public GanBuilder AddPenalty(IPenalty penalty, int every = 1, ILearningRateSchedule? schedule = null) =>
        With(
            choices with
            {
                Penalties = choices.Penalties.Add(
                    new(Argument.NotNull(penalty), every) { Schedule = schedule ?? new ConstantRate() }
                ),
            }
        );

    /// <summary>Adds a term to the generator's objective.</summary>
    /// <param name="penalty">The term, with its own weight.</param>
    /// <param name="every">Due in each every-th generator update, scaled by every. At least 1.</param>
    /// <param name="schedule">What its weight is multiplied by in the course of the training; null keeps it.</param>
    public GanBuilder AddGeneratorPenalty(
        IGeneratorPenalty penalty,
        int every = 1,
        ILearningRateSchedule? schedule = null
    ) =>
        With(
            choices with
            {
                GeneratorPenalties = choices.GeneratorPenalties.Add(
                    new(Argument.NotNull(penalty), every) { Schedule = schedule ?? new ConstantRate() }
                ),
            }
        );

    /// <summary>Adds a constraint on the discriminator's weights, applied after each of its updates.</summary>
    public GanBuilder AddConstraint(IParameterConstraint constraint) =>
        With(choices with { Constraints = choices.Constraints.Add(Argument.NotNull(constraint)) });

    /// <summary>Adds a random change of samples in front of the discriminator, for real and generated ones
    /// alike.</summary>
    public GanBuilder AddAugmentation(IAugmentation augmentation) =>
        With(choices with { Augmentations = choices.Augmentations.Add(Argument.NotNull(augmentation)) });

    /// <summary>Lets the strength of the augmentations follow the discriminator's overfitting (ADA, Karras et al.
    /// 2020).</summary>
    public GanBuilder WithAdaptiveStrength(AdaptiveStrength? options = null) =>
        With(choices with { AdaptiveStrength = options ?? new() });

    /// <summary>Lets the strength of adapting augmentations follow the training: a probability times a
    /// schedule.</summary>
    /// <param name="probability">In [0, 1].</param>
    /// <param name="schedule">What it is multiplied by in the course of the training; null keeps it.</param>
    public GanBuilder WithScheduledStrength(double probability, ILearningRateSchedule? schedule = null) =>
        With(choices with { ScheduledStrength = new(probability) { Schedule = schedule ?? new ConstantRate() } });

    /// <summary>Lets the discriminator judge packs of samples, against mode collapse (PacGAN, Lin et al.
    /// 2018).</summary>
    /// <param name="samples">Samples m of a pack. At least 1; the batch size must be a multiple of it.</param>
    public GanBuilder WithPacking(int samples = 2) => With(choices with { PackSize = samples });

    /// <summary>Sets several discriminators against the generator (GMAN, Durugkar et al. 2017); join it with
    /// MultipleDiscriminatorLoss for weights other than the mean.</summary>
    /// <param name="count">How many. At least 1.</param>
    public GanBuilder WithDiscriminators(int count) => With(choices with { Discriminators = count });

    /// <summary>Starts from saved weights, and keeps layers at them for a while (transfer learning, FreezeD).</summary>
    public GanBuilder WithTransfer(TransferOptions options) =>
        With(choices with { Transfer = Argument.NotNull(options) });

    /// <summary>Adds a rule that may end the training before its last step.</summary>
    public GanBuilder AddStopping(IStoppingRule rule) =>
        With(choices with { Stopping = choices.Stopping.Add(Argument.NotNull(rule)) });

    /// <summary>Gives labels, vectors or codes to both networks, so that samples can be asked by them. Labels and
    /// vectors must come with the data.</summary>
    public GanBuilder WithConditioning(IConditioning conditioning) =>
        With(choices with { Conditioning = Argument.NotNull(conditioning) });

    /// <summary>The optimisers, instead of the loss's own.</summary>
    /// <param name="generator">For the generator; null keeps the loss's.</param>
    /// <param name="discriminator">For the discriminator; null takes the same as the generator.</param>
    public GanBuilder WithOptimizers(OptimizerOptions? generator, OptimizerOptions? discriminator = null) =>
        With(choices with { GeneratorOptimizer = generator, DiscriminatorOptimizer = discriminator ?? generator });

    /// <summary>Steps, batch size, seed, critic updates and moving average.</summary>
    public GanBuilder WithTraining(TrainingOptions options) =>
        With(choices with { Training = Argument.NotNull(options) });

    /// <summary>Where to train. Default: the processor.</summary>
    public GanBuilder WithDevice(Device device) => With(choices with { Device = Argument.NotNull(device) });

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
    public GanBuilder WithMixedPrecision(bool enabled = true) => With(choices with { MixedPrecision = enabled });

    /// <summary>
    /// Whether the steps of the training may use the kernels of Gan.Kernels, where the program has them. On by default;
    /// off, everything is computed by libtorch's operators, with the same values to 1e-5. The environment variable
    /// GAN_KERNELS=0 does it for the whole process.
    /// </summary>
    /// <param name="enabled">False leaves everything to libtorch.</param>
    public GanBuilder WithKernels(bool enabled = true) => With(choices with { Kernels = enabled });

    /// <summary>Stores the training in a folder from time to time, and goes on from there when asked to.</summary>
    /// <remarks><see cref="Build"/> then also throws <see cref="CheckpointException"/>: a checkpoint is damaged, of
    /// other settings, or the folder is in use.</remarks>
    public GanBuilder WithCheckpoints(CheckpointOptions options) =>
        With(choices with { Checkpoints = Argument.NotNull(options) });

    /// <summary>What to do when a loss, gradient or weight is not finite. Default: stop and say what came
    /// first.</summary>
    public GanBuilder WithNumberGuard(NumberGuard guard) => With(choices with { Guard = Argument.NotNull(guard) });

    /// <summary>What becomes of the training when a callback, a metric or the progress fails between its steps.
    /// Default: it is logged, and the training goes on.</summary>
    public GanBuilder WithObserverPolicy(ObserverPolicy policy) => With(choices with { ObserverPolicy = policy });

    /// <summary>Plays a game of your own in place of the classic one (docs/adding-a-game.md).</summary>
    /// <param name="make">Makes it; called once by Build, which tries it with two samples.</param>
    /// <param name="settings">The game's own settings as one line, the same in every culture, for logs and files: a
    /// checkpoint is not resumed under others. Null without any.</param>
    public GanBuilder WithGame<TGame>(Func<GameSetup, TGame> make, string? settings = null)
        where TGame : IGame
    {
        ArgumentNullException.ThrowIfNull(make);
        var name = typeof(TGame) == typeof(ClassicGame) ? null : typeof(TGame).Name;
        if (settings is not null)
        {
            name = $"{typeof(TGame).Name}: {settings}";
        }
        return With(choices with { MakeGame = setup => make(setup), Game = name });
    }

    /// <summary>
    /// Trains in several processes, each of which takes its part of every batch and builds the same training. The first
    /// one logs, measures, calls back and writes checkpoints. One process trains as without a group.
    /// </summary>
    /// <param name="processes">The group, such as <c>MpiProcessGroup</c> of <c>Gan.Distributed</c>. It stays the
    /// caller's.</param>
    public GanBuilder WithProcesses(IProcessGroup processes) =>
        With(choices with { Processes = Argument.NotNull(processes) });

    /// <summary>Where to log. The libraries never write to the console themselves.</summary>
    public GanBuilder WithLogging(ILoggerFactory loggers) => With(choices with { Loggers = Argument.NotNull(loggers) });

    /// <summary>Adds an onlooker, called after each every-th step and after the last. It stays the caller's to
    /// dispose.</summary>
    public GanBuilder AddCallback(ITrainingCallback callback, int every = 1) =>
        With(choices with { Callbacks = choices.Callbacks.Add(new(Argument.NotNull(callback), every)) });

    /// <summary>Adds a measure, taken after each every-th step and after the last of
    /// <see cref="TrainingOptions.Steps"/>.</summary>
    public GanBuilder AddMetric(IGanMetric metric, int every) =>
        With(choices with { Metrics = choices.Metrics.Add(new(Argument.NotNull(metric), every)) });

    /// <summary>Validates everything, makes the networks and tries them with a batch of two.</summary>
    /// <exception cref="GanConfigurationException">Lists every problem at once, each with its remedy.</exception>
    /// <exception cref="CheckpointException">The training cannot go on from its checkpoints.</exception>
    /// <exception cref="TrainingMemoryException">Memory does not hold the networks, or a batch of two.</exception>
    public GanTrainer Build() => TrainerFactory.Make(choices);

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
    ) => OwnThread.Run(() => Train(progress, cancellation));

    private GanBuilder With(BuilderChoices changed) => this with { choices = changed };
}
