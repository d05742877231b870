using Gan.Data;
using Gan.Losses;

namespace Gan.Games;

/// <summary>
/// Puts a generator of a table's rows together (CTGAN, Xu et al. 2019, arXiv:1907.00503). Immutable, as
/// <see cref="GanBuilder"/>: each call returns a new builder. <c>WithCtgan</c> of the package Gan.Net chooses loss,
/// optimiser and packs of the paper.
/// </summary>
public sealed record TableBuilder
{
    private CsvTable? table;
    private DifferentialPrivacy? privacy;
    private Func<GanBuilder, GanBuilder> change = gan => gan;

    /// <summary>The course of the training, as far as it was chosen.</summary>
    public TableGanOptions Options { get; private init; } = new();

    /// <summary>What the networks are made of; their heads follow the table.</summary>
    public CtganOptions Networks { get; private init; } = new();

    /// <summary>The rows to learn from, read with <see cref="TableOptions.ForCtgan"/>.</summary>
    public TableBuilder WithTable(CsvTable table) => this with { table = Argument.NotNull(table) };

    /// <summary>The course of the training: epochs, rows of a step, how often each category is met.</summary>
    public TableBuilder WithOptions(TableGanOptions options) => this with { Options = Argument.NotNull(options) };

    /// <summary>What the networks are made of; <see cref="CtganOptions.Heads"/> are filled in.</summary>
    public TableBuilder WithNetworks(CtganOptions networks) => this with { Networks = Argument.NotNull(networks) };

    /// <summary>
    /// Trains with (ε, δ)-differential privacy, by DP-SGD in the discriminator (<see cref="DpTableGame"/>). The budget
    /// is that of the whole training, which ends before it is spent. Bounds and categories of all columns must be
    /// stated, and the loss is a mean over rows, without gradient penalty, packs and conditions: not
    /// <c>WithCtgan</c>'s. docs/privacy.md says what is promised, and what is not.
    /// </summary>
    /// <param name="epsilon">ε. Greater than 0.</param>
    /// <param name="delta">δ, less than one in the number of rows.</param>
    /// <param name="clipNorm">C: longest gradient of a row. Greater than 0.</param>
    public TableBuilder WithDifferentialPrivacy(double epsilon, double delta, double clipNorm = 1) =>
        WithDifferentialPrivacy(new DifferentialPrivacy(epsilon, delta) { ClipNorm = clipNorm });

    /// <inheritdoc cref="WithDifferentialPrivacy(double, double, double)"/>
    /// <param name="privacy">The budget, and how it is kept.</param>
    public TableBuilder WithDifferentialPrivacy(DifferentialPrivacy privacy) =>
        this with
        {
            privacy = Argument.NotNull(privacy),
        };

    /// <summary>Changes what all games have: loss, penalties, packs, optimisers, checkpoints, metrics, callbacks,
    /// device. A training that is chosen here sets steps and batch itself, in place of <see cref="Options"/>.</summary>
    /// <param name="change">Such as <c>gan => gan.WithDevice("cuda")</c>.</param>
    public TableBuilder With(Func<GanBuilder, GanBuilder> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var before = this.change;
        return this with { change = gan => change(before(gan)) };
    }

    /// <summary>Validates everything, makes the networks and tries them with a batch of two.</summary>
    /// <exception cref="GanConfigurationException">Lists every problem at once, each with its remedy.</exception>
    /// <exception cref="CheckpointException">The training cannot go on from its checkpoints.</exception>
    public GameTrainer<TrainedTable> Build()
    {
        var rows = Rows();
        if (privacy is not null)
        {
            return Build(rows, privacy);
        }
        var encoding = rows.Encoding;
        var data = rows.ToSampledTable(Options.Frequency);
        var networks = Networks with { Heads = TableHeads.Of(encoding) };
        var gan = change(new GanBuilder().WithTraining(Options.Training(rows.Count)))
            .WithData(data)
            .WithNetworks(networks)
            .WithGame(setup => new CtganGame(setup, encoding), $"Frequency = {Options.Frequency}");
        if (data.Conditions.Size > 0)
        {
            gan = gan.WithConditioning(new VectorConcatenation(data.Conditions.Size));
        }
        var trainer = gan.Build();
        return new GameTrainer<TrainedTable>(trainer, _ => TrainedTable.Of(trainer.Snapshot(), encoding));
    }

    private GameTrainer<TrainedTable> Build(CsvTable rows, DifferentialPrivacy privacy)
    {
        DpTableGame? game = null;
        var heads = TableHeads.Of(rows.Encoding).Select(head => head with { Kind = TableHeads.Unasked(head.Kind) });
        var gan = change(new GanBuilder().WithTraining(Options.Training(rows.Count)));
        var trainer = gan.WithData(new HiddenRows(rows))
            .WithNetworks(Networks with { Heads = [.. heads] })
            .AddStopping(new PrivacyBudget(privacy.Epsilon, privacy.Delta))
            .WithGame(setup => game = new DpTableGame(setup, rows, privacy), privacy.ToString())
            .Build();
        var encoding = DpEncoding.Of(rows.Encoding);
        return new GameTrainer<TrainedTable>(trainer, _ => TrainedTable.Of(trainer.Snapshot(), encoding, game!.Spent));
    }

    private CsvTable Rows()
    {
        var problems = Options.Problems().ToList();
        if (table is null)
        {
            problems.Add(new("A table's generator learns from a table, but there is none.", "Call WithTable."));
        }
        else
        {
            problems.AddRange(TableHeads.Problems(table.Encoding));
        }
        GanConfigurationException.ThrowIfAny(problems);
        return table!;
    }

    /// <summary>Builds and trains to the end.</summary>
    /// <param name="progress">Gets the report of every step.</param>
    /// <param name="cancellation">Ends the training after the running step; what was learnt is returned.</param>
    public TrainedTable Train(IProgress<StepReport>? progress = null, CancellationToken cancellation = default)
    {
        using var trainer = Build();
        return trainer.Train(progress, cancellation);
    }

    /// <summary>The same on a thread of its own, because scopes and gradient mode belong to a thread.</summary>
    /// <inheritdoc cref="Train"/>
    public Task<TrainedTable> TrainAsync(
        IProgress<StepReport>? progress = null,
        CancellationToken cancellation = default
    ) => OwnThread.Run(() => Train(progress, cancellation));
}
