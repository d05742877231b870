using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>
/// Translation between two kinds of images without pairs (CycleGAN, Zhu et al. 2017, arXiv:1703.10593): there and back
/// an image must come out as it was, and a judge of each kind must not tell translations from images. Kind A is the
/// inputs of the data, kind B their samples.
/// </summary>
public sealed class CycleGame : IGame, ITranslator
{
    private readonly GanSettings settings;
    private readonly CycleOptions options;
    private readonly TranslatorNetwork aToB;
    private readonly TranslatorNetwork bToA;
    private readonly CycleJudge judgeA;
    private readonly CycleJudge judgeB;

    /// <summary>Makes two translators and two judges.</summary>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public CycleGame(GameSetup setup, CycleOptions options)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(options);
        settings = setup.Settings;
        this.options = options;
        Plan = TranslationPlans.Of(settings, options.Translator, TranslationKind.Translation) with { BothWays = true };
        var translators = (CycleTranslators)TranslationPlans.Make(Plan, setup.Device);
        aToB = translators.AToB;
        bToA = translators.BToA;
        Translators = setup.MakePlayer(
            "translators",
            translators,
            () => TranslationPlans.Make(Plan with { MixedPrecision = false }, setup.Device)
        );
        judgeA = new CycleJudge("judge a", setup, options, Plan.InputShape);
        judgeB = new CycleJudge("judge b", setup, options, Plan.OutputShape);
        Players = [Translators, judgeA.Player, judgeB.Player];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Player> Players { get; }

    /// <summary>Who translates, both ways.</summary>
    public Player Translators { get; }

    /// <summary>What the translators are made from.</summary>
    public TranslatorPlan Plan { get; }

    /// <inheritdoc/>
    public void Play(Turn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        turn.BeginStep(judgeA.Player);
        turn.BeginStep(judgeB.Player);
        // A dry turn leaves the pools as they are, and so does an update with a number that is none: it would be shown
        // to the judges again and again.
        var learnt = turn.Update(Translators, part => Objective(turn, part));
        judgeA.Learn(turn, part => part.Input!, stores: learnt);
        judgeB.Learn(turn, part => part.Real, stores: learnt);
    }

    private Tensor Objective(Turn turn, Part part)
    {
        var a = part.Input!;
        var b = part.Real;
        var fakeB = aToB.call(a);
        var fakeA = bToA.call(b);
        turn.Watch(NumberPlace.Samples, fakeA, fakeB);
        judgeA.Show(turn, fakeA);
        judgeB.Show(turn, fakeB);
        var fooled = judgeA.Fooled(turn, fakeA, a) + judgeB.Fooled(turn, fakeB, b);
        turn.Report("fooled/translators", fooled);
        var cycle = Difference(bToA.call(fakeB), a) + Difference(aToB.call(fakeA), b);
        turn.Report("cycle/translators", cycle);
        var objective = fooled + (options.CycleWeight * cycle);
        if (options.IdentityWeight > 0)
        {
            var identity = Difference(bToA.call(a), a) + Difference(aToB.call(b), b);
            turn.Report("identity/translators", identity);
            objective += options.IdentityWeight * identity;
        }
        return objective;
    }

    private static Tensor Difference(Tensor image, Tensor other) => (image - other).abs().mean();

    private CycleTranslators Averaged => (CycleTranslators)Translators.Averaged;

    private Device Device => new(settings.Device);

    /// <summary>Images of kind B from those of kind A.</summary>
    public Tensor Translate(Tensor input, ulong seed = 0) =>
        new TranslationSampler(Averaged.AToB, Plan, Device).Translate(input, seed);

    /// <summary>Images of kind A from those of kind B.</summary>
    public Tensor TranslateBack(Tensor input, ulong seed = 0) =>
        new TranslationSampler(Averaged.BToA, Plan.Back, Device).Translate(input, seed);

    /// <summary>What was learnt so far, as a copy that lives on.</summary>
    /// <param name="step">Steps done.</param>
    public TrainedCycle Snapshot(long step) => TrainedCycle.Of(Averaged, Plan, settings.DataSet, step, Device);

    /// <inheritdoc/>
    /// <remarks>A, its translation, that translated back; then the same from B.</remarks>
    public IReadOnlyList<Tensor> Views(Batch batch, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var a = batch.Input!;
        var fakeB = Translate(a, seed);
        var fakeA = TranslateBack(batch.Samples, seed);
        return [a, fakeB, TranslateBack(fakeB, seed), batch.Samples, fakeA, Translate(fakeA, seed)];
    }

    /// <inheritdoc/>
    // Both judges are of one family.
    public IEnumerable<Problem> Problems(GameSetup setup) =>
        CycleRules.Check(settings, options, Plan, (TranslatorNetwork)Translators.Network, judgeA.Network);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> FileMetadata(GameSetup setup, long step) =>
        Plan.ToMetadata(settings.DataSet, step);
}
