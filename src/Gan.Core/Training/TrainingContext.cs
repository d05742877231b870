using Gan.Data;
using Gan.Losses;
using Microsoft.Extensions.Logging;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>What callbacks and metrics may see of a running training.</summary>
public sealed class TrainingContext
{
    private readonly IGame game;
    private readonly GeneratorNetwork? averaged;
    private readonly Sampler? sampler;

    internal TrainingContext(GameSetup setup, IDataset data, IGame game, BuilderChoices choices)
    {
        this.game = game;
        Settings = setup.Settings;
        AdversarialLoss = game.AdversarialLoss(setup);
        Data = data;
        MetricNames = [.. choices.Metrics.Select(m => m.Item.Name)];
        Loggers = choices.Loggers;
        Observers = new(choices.ObserverPolicy, choices.Loggers.CreateLogger<GanTrainer>());
        Threads = ThreadPolicy.Threads(game.Players, Settings.Training.BatchSize);
        averaged = game.Players.Select(p => p.Averaged).OfType<GeneratorNetwork>().FirstOrDefault();
        sampler = averaged is null ? null : TrainingSampler.Of(Settings, averaged, data, setup.Device);
    }

    /// <summary>Every setting in force.</summary>
    public GanSettings Settings { get; }

    /// <summary>The loss that "score/real" and "score/fake" go into; null in a game that has none
    /// (<see cref="IGame.AdversarialLoss"/>).</summary>
    public IGanLoss? AdversarialLoss { get; }

    /// <summary>True when the game is <see cref="ClassicGame"/> or one made from it, which heeds all that the builder
    /// says of losses, penalties, packs and critic steps. Another game may have settings of its own.</summary>
    public bool PlaysClassicGame => game is ClassicGame;

    /// <summary>The data set.</summary>
    public IDataset Data { get; }

    /// <summary>Who learns, in the order of play.</summary>
    public IReadOnlyList<Player> Players => game.Players;

    /// <summary>The live generator (not the moving average): the first player's network that makes samples.</summary>
    /// <exception cref="InvalidOperationException">The game has none.</exception>
    public GeneratorNetwork Generator => Network<GeneratorNetwork>("makes samples (a GeneratorNetwork)");

    /// <summary>The discriminator: the first player's network that judges samples.</summary>
    /// <exception cref="InvalidOperationException">The game has none.</exception>
    public DiscriminatorNetwork Discriminator =>
        Network<DiscriminatorNetwork>("judges samples (a DiscriminatorNetwork)");

    /// <summary>How many samples of the data a step reads; the first may read more, to warm up.</summary>
    public long SamplesPerStep => (game.FirstBatch(3) - game.FirstBatch(2)) * Settings.Training.BatchSize;

    /// <summary>Names of the metrics that will be measured, in the order of their registration.</summary>
    public IReadOnlyList<string> MetricNames { get; }

    /// <summary>Threads that the operators of a step use: fewer than libtorch has where the networks are small
    /// (docs/decisions/0009).</summary>
    public int Threads { get; }

    /// <summary>Steps done.</summary>
    public long Step { get; internal set; }

    /// <summary>The generator's learning rate in the latest step, schedule and returns to a checkpoint counted in;
    /// before the first step that of step 1.</summary>
    public double GeneratorLearningRate => LearningRate(Generator);

    /// <summary>The discriminator's learning rate in the latest step.</summary>
    public double DiscriminatorLearningRate => LearningRate(Discriminator);

    /// <summary>A player's learning rate in the latest step; before the first step that of step 1.</summary>
    public double LearningRate(Player player)
    {
        ArgumentNullException.ThrowIfNull(player);
        return player.LearningRate(Math.Max(1, Step));
    }

    /// <summary>What broke the training off; null while it runs, and when it ended with its last step, early or by
    /// cancellation. Seen in OnEnd.</summary>
    public Exception? Failure { get; internal set; }

    /// <summary>Why the training ended before its last step: "cancelled", or what a stopping rule said; null while it
    /// runs, after its last step, and when it broke off. Seen in OnEnd.</summary>
    public string? EndReason { get; internal set; }

    /// <summary>Callbacks, metrics and progress that failed without ending the training, the first one first. Empty
    /// under <see cref="ObserverPolicy.Throw"/>.</summary>
    public IReadOnlyList<ObserverFailure> ObserverFailures => Observers.Failures;

    internal ObserverGuard Observers { get; }

    /// <summary>Where the training logs, as <see cref="GanBuilder.WithLogging"/> chose it.</summary>
    public ILoggerFactory Loggers { get; }

    /// <summary>
    /// Samples from the moving average, [count, ...Shape] on the CPU; equal seeds give equal latents, so a grid can be
    /// followed through the training. A game that translates makes them from the inputs of the first samples of the
    /// data.
    /// </summary>
    /// <param name="count">How many. At least 1.</param>
    /// <param name="label">The class of all of them; null lets the classes take turns (and takes the first samples'
    /// vectors where the data have vectors).</param>
    /// <param name="seed">Chooses the latents.</param>
    public Tensor Sample(long count, long? label = null, ulong seed = 0)
    {
        if (game is not ITranslator translator)
        {
            return Sampler.Sample(count, label, seed);
        }
        using var scope = NewDisposeScope();
        return translator.Translate(FirstOfData(count).Input!, seed).MoveToOuterDisposeScope();
    }

    /// <summary>True when the game makes samples, from latents or from inputs of the data.</summary>
    public bool MakesSamples => sampler is not null || game is ITranslator;

    /// <summary>True when samples come from latents, so that one can walk between two of them.</summary>
    public bool HasLatents => sampler is not null;

    /// <summary>
    /// Samples as pictures show them: as <see cref="Sample"/> gives them, or in a game that translates with input and
    /// target beside them, [count, C, H, several W].
    /// </summary>
    /// <param name="count">How many. At least 1.</param>
    /// <param name="seed">Chooses the latents, or what the networks draw.</param>
    public Tensor Views(long count, ulong seed = 0)
    {
        if (game is not ITranslator translator)
        {
            return Sample(count, seed: seed);
        }
        using var scope = NewDisposeScope();
        var alpha = Data.SampleShape is [4, _, _];
        return SideBySide.Join(translator.Views(FirstOfData(count), seed), alpha).MoveToOuterDisposeScope();
    }

    /// <summary>What the networks make of inputs, in a game that translates.</summary>
    /// <param name="input">Inputs [N, …input shape].</param>
    /// <param name="seed">Chooses what the networks draw.</param>
    /// <returns>[N, …sample shape] on the CPU.</returns>
    /// <exception cref="InvalidOperationException">The game makes samples from latents.</exception>
    public Tensor Translate(Tensor input, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(input);
        return game is ITranslator translator
            ? translator.Translate(input, seed)
            : throw new InvalidOperationException(
                $"{game.GetType().Name} does not translate inputs. Sample makes what it makes."
            );
    }

    /// <summary>A walk of the moving average from one latent to another along the great circle, [steps, ...Shape] on
    /// the CPU; see <see cref="TrainedGan.Interpolate"/>.</summary>
    /// <param name="fromSeed">Seed of the first sample.</param>
    /// <param name="toSeed">Seed of the last sample.</param>
    /// <param name="steps">How many samples. At least 2.</param>
    /// <param name="label">The class of all of them; null takes the first one.</param>
    public Tensor Interpolate(ulong fromSeed, ulong toSeed, long steps, long? label = null) =>
        Sampler.Interpolate(fromSeed, toSeed, steps, label);

    /// <summary>The network to draw from: the moving average where there is one.</summary>
    internal GeneratorNetwork AveragedGenerator => averaged ?? throw NoNetwork("makes samples (a GeneratorNetwork)");

    private Sampler Sampler => sampler ?? throw NoNetwork("makes samples (a GeneratorNetwork)");

    private Batch FirstOfData(long count) =>
        Data.Read(arange(Argument.Within(1, Array.MaxLength, count)).remainder(Data.Count), CPU);

    private double LearningRate(nn.Module network) => LearningRate(Players.First(p => p.Network == network));

    private T Network<T>(string does)
        where T : nn.Module => Players.Select(p => p.Network).OfType<T>().FirstOrDefault() ?? throw NoNetwork(does);

    private InvalidOperationException NoNetwork(string does) =>
        new(
            $"{game.GetType().Name} has no player whose network {does}. Its players are "
                + $"{string.Join(", ", Players.Select(p => p.Name))}: read Players instead."
        );
}
