using Gan.Data;

namespace Gan.Games;

/// <summary>
/// Puts a writer of texts together. Immutable, as <see cref="GanBuilder"/>: each call returns a new builder.
/// <c>WithSeqGan</c>, <c>WithGumbelSoftmax</c> and <c>WithLikelihood</c> of the package Gan.Net choose what is played,
/// with loss and optimisers of the papers.
/// </summary>
public sealed record TextBuilder
{
    private TextDataset? texts;
    private Func<GanBuilder, GanBuilder> change = gan => gan;

    /// <summary>The course of the training, as far as it was chosen.</summary>
    public TextGanOptions Options { get; private init; } = new();

    /// <summary>What the networks are made of; sizes that the texts decide are filled in.</summary>
    public SeqGanOptions Networks { get; private init; } = new();

    /// <summary>The texts to learn from.</summary>
    public TextBuilder WithTexts(TextDataset texts) => this with { texts = Argument.NotNull(texts) };

    /// <summary>The course of the training.</summary>
    public TextBuilder WithOptions(TextGanOptions options) => this with { Options = Argument.NotNull(options) };

    /// <summary>What the networks are made of; <see cref="SeqGanOptions.Tokens"/>, <see cref="SeqGanOptions.Length"/>
    /// and <see cref="SeqGanOptions.EndToken"/> are filled in.</summary>
    public TextBuilder WithNetworks(SeqGanOptions networks) => this with { Networks = Argument.NotNull(networks) };

    /// <summary>Changes what all games have: loss, optimisers, checkpoints, metrics, callbacks, device. A training that
    /// is chosen here sets steps and batch itself, in place of <see cref="Options"/>.</summary>
    /// <param name="change">Such as <c>gan => gan.WithDevice("cuda")</c>.</param>
    public TextBuilder With(Func<GanBuilder, GanBuilder> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var before = this.change;
        return this with { change = gan => change(before(gan)) };
    }

    /// <summary>Validates everything, makes the networks and tries them with a batch of two.</summary>
    /// <exception cref="GanConfigurationException">Lists every problem at once, each with its remedy.</exception>
    /// <exception cref="CheckpointException">The training cannot go on from its checkpoints.</exception>
    public GameTrainer<TrainedText> Build()
    {
        var data = Texts();
        var vocabulary = data.Vocabulary;
        var networks = Networks with { Tokens = vocabulary.Size, Length = data.Length, EndToken = vocabulary.End };
        var trainer = change(new GanBuilder().WithTraining(Options.Training(data.Count)))
            .WithData(data)
            .WithNetworks(networks)
            .WithGame(setup => Game(setup, vocabulary), InvariantText.Of(Options))
            .Build();
        return new GameTrainer<TrainedText>(trainer, _ => TrainedText.Of(trainer.Snapshot(), vocabulary));
    }

    private TextGame Game(GameSetup setup, Vocabulary vocabulary) =>
        Options.Learning == TextLearning.GumbelSoftmax
            ? new GumbelTextGame(setup, Options, vocabulary)
            : new SeqGanGame(setup, Options, vocabulary);

    private TextDataset Texts()
    {
        var problems = Options.Problems().ToList();
        if (texts is null)
        {
            problems.Add(new("A writer learns from texts, but there are none.", "Call WithTexts."));
        }
        else if (texts.Count < 2)
        {
            problems.Add(new($"A writer learns from two texts at least, but '{texts.Name}' has one.", "Give it more."));
        }
        GanConfigurationException.ThrowIfAny(problems);
        return texts!;
    }

    /// <summary>Builds and trains to the end.</summary>
    /// <param name="progress">Gets the report of every step.</param>
    /// <param name="cancellation">Ends the training after the running step; what was learnt is returned.</param>
    public TrainedText Train(IProgress<StepReport>? progress = null, CancellationToken cancellation = default)
    {
        using var trainer = Build();
        return trainer.Train(progress, cancellation);
    }

    /// <summary>The same on a thread of its own, because scopes and gradient mode belong to a thread.</summary>
    /// <inheritdoc cref="Train"/>
    public Task<TrainedText> TrainAsync(
        IProgress<StepReport>? progress = null,
        CancellationToken cancellation = default
    ) => OwnThread.Run(() => Train(progress, cancellation));
}
