using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>
/// The classic game for rows of a table with (ε, δ)-differential privacy: the discriminator learns by DP-SGD (Abadi et
/// al. 2016, arXiv:1607.00133, algorithm 1), and the generator sees no row but through it (Xie et al. 2018,
/// arXiv:1802.06739). Rows take part by Poisson sampling, the gradient of each is clipped, and their sum gets normal
/// noise once an update. Gradients of generated rows are clipped alike and get none: they tell nothing of the table.
/// </summary>
public sealed class DpTableGame : IGame
{
    private readonly GanSettings settings;
    private readonly GeneratorNetwork generator;
    private readonly DiscriminatorNetwork discriminator;
    private readonly Player maker;
    private readonly Player judge;
    private readonly TableEncoding encoding;
    private readonly DifferentialPrivacy privacy;
    private readonly Accountant accountant;
    private readonly NoisyJudge noisy;
    private readonly PrivacyLedger ledger;
    private readonly IReadOnlyList<Problem> problems;

    /// <summary>Makes both networks from the settings.</summary>
    /// <param name="setup">Settings and device. Their data set says how many rows there are.</param>
    /// <param name="table">The rows, whose columns' bounds and categories are all stated.</param>
    /// <param name="privacy">The budget.</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    /// <exception cref="GanConfigurationException">The budget cannot be kept.</exception>
    public DpTableGame(GameSetup setup, CsvTable table, DifferentialPrivacy privacy)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(privacy);
        settings = setup.Settings;
        this.privacy = privacy;
        encoding = DpEncoding.Of(table.Encoding);
        accountant = DpRules.Accountant(privacy, settings, table.Count);
        generator = setup.MakeGenerator();
        discriminator = setup.MakeDiscriminator();
        problems = [.. DpRules.OfTable(table.Encoding), .. DpRules.Of(settings, discriminator)];
        noisy = new NoisyJudge(discriminator, settings.Loss, table.ToDataset(), accountant, privacy.ClipNorm);
        maker = setup.MakePlayer(generator);
        judge = new Player("discriminator", discriminator, settings.DiscriminatorOptimizer)
        {
            Constraints = settings.Constraints,
        };
        var memory = new PenaltyMemory();
        judge.State[PrivacyLedger.Name] = memory;
        ledger = new PrivacyLedger(memory, accountant, privacy);
        Players = [judge, maker];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Player> Players { get; }

    /// <summary>What was spent so far.</summary>
    public PrivacySpent Spent =>
        new(
            ledger.Epsilon,
            privacy.Delta,
            accountant.SamplingRate,
            accountant.NoiseMultiplier,
            privacy.ClipNorm,
            ledger.Updates
        );

    /// <inheritdoc/>
    public void Play(Turn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        turn.BeginStep(judge);
        turn.BeginStep(maker);
        if (privacy.NoiseMultiplier is null)
        {
            _ = turn.Progress; // the noise fits the number of steps, so that others are another training
        }
        if (!turn.IsDry)
        {
            ledger.Begin(turn.Step, settings.CriticSteps);
        }
        for (var update = 0; update < settings.CriticSteps; update++)
        {
            turn.Update(judge, part => Judge(turn, part), update);
        }
        turn.Update(
            maker,
            part =>
            {
                var fake = generator.call(part.Latents, null);
                turn.Watch(NumberPlace.Samples, fake);
                return settings.Loss.Generator(discriminator.call(fake, null), NoRealScores);
            }
        );
        if (!turn.IsDry)
        {
            turn.Report(PrivacyBudget.Spent, tensor(ledger.Epsilon));
            turn.Report(PrivacyBudget.Next, tensor(ledger.After(settings.CriticSteps)));
        }
    }

    private Tensor Judge(Turn turn, Part part)
    {
        var fake = turn.WithoutGradient(() => generator.call(part.Latents, null));
        turn.Watch(NumberPlace.Samples, fake);
        var (objective, scores) = noisy.Objective(fake, () => turn.IsDry ? noisy.Sum(part.Real) : Spend(turn.Device));
        turn.Report("score/fake", scores);
        return objective;
    }

    private IReadOnlyList<Tensor> Spend(Device device)
    {
        using var secret = ledger.Spend();
        return noisy.Noisy(secret, device);
    }

    private Tensor NoRealScores() =>
        throw new InvalidOperationException(
            $"{settings.Loss.GetType().Name} shows the generator scores of real rows, which would spend of ε unseen."
        );

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(GameSetup setup) => problems;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IGanMetric metric) => [DpRules.OfMetric];

    /// <inheritdoc/>
    public IEnumerable<SplitProblem> SplitProblems(GameSetup setup) => [DpRules.OfParts];

    // TrainedTable.Load reads what a checkpoint stored.
    IReadOnlyDictionary<string, string> IGame.FileMetadata(GameSetup setup, long step) =>
        TableFile.Metadata(settings.Plan, encoding, settings.DataSet, step, Spent);
}
