using Gan.Data;

namespace Gan.Games;

/// <summary>
/// Puts a translation between two kinds of images without pairs together. Immutable, as <see cref="GanBuilder"/>: each
/// call returns a new builder. <c>WithCycleGan</c> of the package Gan.Net chooses loss and optimisers of the paper (Zhu
/// et al. 2017). It sets the whole game: call it first, and change parts afterwards.
/// </summary>
public sealed record CycleBuilder
{
    private GanBuilder gan = new GanBuilder();

    /// <summary>What is played, as far as it was chosen.</summary>
    public CycleOptions Options { get; private init; } = new();

    /// <summary>The images of both kinds, which stay the caller's to dispose.</summary>
    /// <param name="a">Images of kind A.</param>
    /// <param name="b">Images of kind B; their number may differ.</param>
    public CycleBuilder WithImages(IDataset a, IDataset b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return With(gan => gan.WithData(new UnpairedDataset(b, a)));
    }

    /// <summary>What both translators are made of.</summary>
    public CycleBuilder WithTranslator(ITranslatorFamily translator) =>
        this with
        {
            Options = Options with { Translator = Argument.NotNull(translator) },
        };

    /// <summary>What both judges are made of.</summary>
    public CycleBuilder WithJudge(IJudgeFamily judge) =>
        this with
        {
            Options = Options with { Judge = Argument.NotNull(judge) },
        };

    /// <summary>Everything that is played at once.</summary>
    public CycleBuilder WithOptions(CycleOptions options) => this with { Options = Argument.NotNull(options) };

    /// <summary>Changes what all games have: training, optimisers, loss, penalties, augmentation, checkpoints, metrics,
    /// callbacks, device.</summary>
    /// <param name="change">Such as <c>gan => gan.WithTraining(new TrainingOptions { Steps = 5000 })</c>.</param>
    public CycleBuilder With(Func<GanBuilder, GanBuilder> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { gan = change(gan) };
    }

    /// <summary>Validates everything, makes the networks and tries them with a batch of two.</summary>
    /// <exception cref="GanConfigurationException">Lists every problem at once, each with its remedy.</exception>
    /// <exception cref="CheckpointException">The training cannot go on from its checkpoints.</exception>
    public GameTrainer<TrainedCycle> Build()
    {
        var options = Options;
        CycleGame? game = null;
        var trainer = gan.WithNetworks(new TranslationNetworks(options.Translator, options.Judge))
            .WithGame(setup => game = new CycleGame(setup, options), options.Describe())
            .Build();
        return new GameTrainer<TrainedCycle>(trainer, game!.Snapshot);
    }

    /// <summary>Builds and trains to the end.</summary>
    /// <param name="progress">Gets the report of every step.</param>
    /// <param name="cancellation">Ends the training after the running step; what was learnt is returned.</param>
    public TrainedCycle Train(IProgress<StepReport>? progress = null, CancellationToken cancellation = default)
    {
        using var trainer = Build();
        return trainer.Train(progress, cancellation);
    }

    /// <summary>The same on a thread of its own, because scopes and gradient mode belong to a thread.</summary>
    /// <inheritdoc cref="Train"/>
    public Task<TrainedCycle> TrainAsync(
        IProgress<StepReport>? progress = null,
        CancellationToken cancellation = default
    ) => OwnThread.Run(() => Train(progress, cancellation));
}
