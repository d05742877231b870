using Gan.Data;
using Gan.Losses;

namespace Gan.Games;

/// <summary>
/// Puts a translation of images from pairs together. Immutable, as <see cref="GanBuilder"/>: each call returns a new
/// builder. Left out, it is pix2pix (Isola et al. 2017). Presets, such as WithSrgan and WithContextEncoder, are
/// extensions of the package Gan.Net. They set the whole game: call them first, and change parts afterwards.
/// </summary>
public sealed record TranslationBuilder
{
    private GanBuilder gan = new GanBuilder();

    /// <summary>What is played, as far as it was chosen.</summary>
    public TranslationOptions Options { get; private init; } = new();

    /// <summary>Inputs with their targets: PairedFolders, PairedDataset, or images from which WithInput derives inputs.
    /// They stay the caller's to dispose.</summary>
    public TranslationBuilder WithPairs(IDataset pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        return With(gan => gan.WithData(pairs));
    }

    /// <summary>What makes targets from inputs.</summary>
    public TranslationBuilder WithTranslator(ITranslatorFamily translator) =>
        this with
        {
            Options = Options with { Translator = Argument.NotNull(translator) },
        };

    /// <summary>What tells targets from translations.</summary>
    public TranslationBuilder WithJudge(IJudgeFamily judge) =>
        this with
        {
            Options = Options with { Judge = Argument.NotNull(judge) },
        };

    /// <summary>Everything that is played at once.</summary>
    public TranslationBuilder WithOptions(TranslationOptions options) =>
        this with
        {
            Options = Argument.NotNull(options),
        };

    /// <summary>Changes what all games have: training, optimisers, loss, penalties, augmentation, checkpoints, metrics,
    /// callbacks, device.</summary>
    /// <param name="change">Such as <c>gan => gan.WithTraining(new TrainingOptions { Steps = 5000 })</c>.</param>
    public TranslationBuilder With(Func<GanBuilder, GanBuilder> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { gan = change(gan) };
    }

    /// <summary>Validates everything, makes the networks and tries them with a batch of two.</summary>
    /// <exception cref="GanConfigurationException">Lists every problem at once, each with its remedy.</exception>
    /// <exception cref="CheckpointException">The training cannot go on from its checkpoints.</exception>
    public GameTrainer<TrainedTranslator> Build()
    {
        var options = Options;
        TranslationGame? game = null;
        var judge = options.AdversarialWeight == 0 ? null : options.Judge;
        var trainer = gan.WithNetworks(new TranslationNetworks(options.Translator, judge))
            .WithGame(setup => game = new TranslationGame(setup, options), options.Describe())
            .Build();
        return new GameTrainer<TrainedTranslator>(trainer, game!.Snapshot);
    }

    /// <summary>Builds and trains to the end.</summary>
    /// <param name="progress">Gets the report of every step.</param>
    /// <param name="cancellation">Ends the training after the running step; what was learnt is returned.</param>
    public TrainedTranslator Train(IProgress<StepReport>? progress = null, CancellationToken cancellation = default)
    {
        using var trainer = Build();
        return trainer.Train(progress, cancellation);
    }

    /// <summary>The same on a thread of its own, because scopes and gradient mode belong to a thread.</summary>
    /// <inheritdoc cref="Train"/>
    public Task<TrainedTranslator> TrainAsync(
        IProgress<StepReport>? progress = null,
        CancellationToken cancellation = default
    ) => OwnThread.Run(() => Train(progress, cancellation));
}
