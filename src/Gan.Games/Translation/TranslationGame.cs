using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>
/// Translation of images from pairs (pix2pix, Isola et al. 2017, arXiv:1611.07004): a translator makes targets from
/// inputs, close to the true ones by its terms and such that a judge cannot tell them apart. Super-resolution,
/// inpainting and colouring are the same game on other pairs.
/// </summary>
public sealed class TranslationGame : IGame, ITranslator
{
    private readonly GanSettings settings;
    private readonly TranslationOptions options;
    private readonly TranslatorNetwork translator;
    private readonly DiscriminatorNetwork judge;
    private readonly DuePenalties penalties;

    /// <summary>Makes both networks.</summary>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public TranslationGame(GameSetup setup, TranslationOptions options)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(options);
        settings = setup.Settings;
        this.options = options;
        Plan = TranslationPlans.Of(settings, options.Translator, options.Kind);
        translator = TranslationPlans.Make(Plan, setup.Device);
        judge = setup.Prepare(
            options.Judge.Discriminator(
                TranslationPlans.JudgeSpec(settings, options.ShapeToJudge(Plan.InputShape, Plan.OutputShape))
            )
        );
        Translator = setup.MakePlayer(
            "translator",
            translator,
            () => TranslationPlans.Make(Plan with { MixedPrecision = false }, setup.Device)
        );
        Judge = new Player("judge", judge, settings.DiscriminatorOptimizer) { Constraints = settings.Constraints };
        Players = options.AdversarialWeight > 0 ? [Judge, Translator] : [Translator];
        penalties = new DuePenalties(settings.Penalties, Judge);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Player> Players { get; }

    /// <summary>Who makes targets from inputs.</summary>
    public Player Translator { get; }

    /// <summary>Who tells targets from translations.</summary>
    public Player Judge { get; }

    /// <summary>What the translator is made from.</summary>
    public TranslatorPlan Plan { get; }

    /// <inheritdoc/>
    public long FirstBatch(long step) => (step - 1) * settings.CriticSteps;

    /// <inheritdoc/>
    public void Play(Turn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var pretrains = !turn.IsDry && turn.Step <= options.PretrainSteps;
        turn.BeginStep(judge);
        for (var update = 0; update < settings.CriticSteps; update++)
        {
            turn.NextBatch();
            if (!pretrains && options.AdversarialWeight > 0)
            {
                UpdateJudge(turn, update);
            }
        }
        turn.Update(Translator, part => Objective(turn, part, pretrains));
    }

    private void UpdateJudge(Turn turn, int update)
    {
        var number = FirstBatch(turn.Step) + update;
        var learnt = turn.Update(
            Judge,
            part =>
            {
                var input = part.Input!;
                var fake = turn.WithoutGradient(() => Shown(input, Output(input)));
                var real = Shown(input, part.Real);
                var (realScores, fakeScores) = judge.Scores(real, fake, null);
                turn.Watch(NumberPlace.Samples, fake);
                turn.Watch(NumberPlace.Scores, fakeScores, realScores);
                turn.Report("score/real", realScores);
                turn.Report("score/fake", fakeScores);
                var adversarial = settings.Loss.Discriminator(realScores, fakeScores);
                return penalties.AddTo(adversarial, number, part, new Judged(real, fake, realScores, fakeScores));
            },
            update
        );
        if (learnt)
        {
            judge.Observe(turn.Value("score/real"));
        }
    }

    private Tensor Objective(Turn turn, Part part, bool pretrains)
    {
        var input = part.Input!;
        var output = Output(input);
        turn.Watch(NumberPlace.Samples, output);
        var objective = output.new_zeros([]);
        foreach (var term in pretrains ? options.PretrainTerms : options.Terms)
        {
            var distance = term.Distance(output, part.Real);
            turn.Report($"{term.Name}/translator", distance);
            objective += distance;
        }
        if (pretrains || options.AdversarialWeight == 0)
        {
            return objective;
        }
        var fakeScores = judge.call(Shown(input, output), null);
        turn.Watch(NumberPlace.Scores, fakeScores);
        var fooled = settings.Loss.Generator(fakeScores, () => judge.call(Shown(input, part.Real), null));
        turn.Report("fooled/translator", fooled);
        return objective + (options.AdversarialWeight * fooled);
    }

    private Tensor Output(Tensor input) => Plan.Finish(input, translator.call(input));

    // What the judge sees of an image.
    private Tensor Shown(Tensor input, Tensor image) => options.JudgeSeesInput ? cat([input, image], 1) : image;

    /// <inheritdoc/>
    public Tensor Translate(Tensor input, ulong seed = 0) =>
        new TranslationSampler(Averaged, Plan, new Device(settings.Device)).Translate(input, seed);

    private TranslatorNetwork Averaged => (TranslatorNetwork)Translator.Averaged;

    /// <summary>What was learnt so far, as a copy that lives on.</summary>
    /// <param name="step">Steps done.</param>
    public TrainedTranslator Snapshot(long step) =>
        TrainedTranslator.Of(Averaged, Plan, settings.DataSet, step, new Device(settings.Device));

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(GameSetup setup) => TranslationRules.Check(settings, options, Plan, judge);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> FileMetadata(GameSetup setup, long step) =>
        Plan.ToMetadata(settings.DataSet, step);
}
