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
    private readonly TranslationJudge? judge; // null where it has no weight

    /// <summary>Makes both networks, or the translator alone where the judge has no weight.</summary>
    /// <exception cref="ArgumentNullException">One of the arguments is null.</exception>
    public TranslationGame(GameSetup setup, TranslationOptions options)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(options);
        settings = setup.Settings;
        this.options = options;
        Plan = TranslationPlans.Of(settings, options.Translator, options.Kind);
        translator = TranslationPlans.Make(Plan, setup.Device);
        if (options.AdversarialWeight != 0)
        {
            var shape = options.ShapeToJudge(Plan.InputShape, Plan.OutputShape);
            judge = new TranslationJudge("judge", "", setup, options.Judge, shape);
        }
        Translator = setup.MakePlayer(
            "translator",
            translator,
            () => TranslationPlans.Make(Plan with { MixedPrecision = false }, setup.Device)
        );
        Players = judge is null ? [Translator] : [judge.Player, Translator];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Player> Players { get; }

    /// <summary>Who makes targets from inputs.</summary>
    public Player Translator { get; }

    /// <summary>Who tells targets from translations; null where <see cref="TranslationOptions.AdversarialWeight"/> is
    /// 0.</summary>
    public Player? Judge => judge?.Player;

    /// <summary>What the translator is made from.</summary>
    public TranslatorPlan Plan { get; }

    /// <inheritdoc/>
    public long FirstBatch(long step) => (step - 1) * settings.CriticSteps;

    /// <inheritdoc/>
    public void Play(Turn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var pretrains = !turn.IsDry && turn.Step <= options.PretrainSteps;
        if (judge is not null)
        {
            turn.BeginStep(judge.Player);
        }
        for (var update = 0; update < settings.CriticSteps; update++)
        {
            turn.NextBatch();
            if (!pretrains)
            {
                judge?.Learn(turn, ToJudge, FirstBatch(turn.Step) + update, update);
            }
        }
        turn.Update(Translator, part => Objective(turn, part, pretrains));

        (Tensor, Tensor) ToJudge(Part part)
        {
            var fake = turn.WithoutGradient(() => Shown(part, Output(part)));
            return (Shown(part, part.Real), fake);
        }
    }

    private Tensor Objective(Turn turn, Part part, bool pretrains)
    {
        var output = Output(part);
        turn.Watch(NumberPlace.Samples, output);
        var objective = Distances(turn, part, output, pretrains ? options.PretrainTerms : options.Terms);
        if (turn.IsDry && options.PretrainSteps > 0)
        {
            objective += Distances(turn, part, output, options.PretrainTerms); // tried as well
        }
        if (pretrains || judge is null)
        {
            return objective;
        }
        var fooled = judge.Fooled(turn, Shown(part, output), () => Shown(part, part.Real));
        turn.Report("fooled/translator", fooled);
        return objective + (options.AdversarialWeight * fooled);
    }

    private static Tensor Distances(Turn turn, Part part, Tensor output, IEnumerable<IReconstructionLoss> terms)
    {
        var sum = output.new_zeros([]);
        foreach (var term in terms)
        {
            var distance = term.Distance(output, part.Real);
            turn.Report($"{term.Name}/translator", distance);
            sum += distance;
        }
        return sum;
    }

    private Tensor Output(Part part) => Plan.Finish(part.Input!, translator.call(part.Input!));

    // What the judge sees of an image.
    private Tensor Shown(Part part, Tensor image) => options.JudgeSeesInput ? cat([part.Input!, image], 1) : image;

    /// <inheritdoc/>
    public Tensor Translate(Tensor input, ulong seed = 0) =>
        new TranslationSampler(Averaged, Plan, new Device(settings.Device)).Translate(input, seed);

    private TranslatorNetwork Averaged => (TranslatorNetwork)Translator.Averaged;

    /// <summary>What was learnt so far, as a copy that lives on.</summary>
    /// <param name="step">Steps done.</param>
    public TrainedTranslator Snapshot(long step) =>
        TrainedTranslator.Of(Averaged, Plan, settings.DataSet, step, new Device(settings.Device));

    /// <inheritdoc/>
    public IGanLoss? AdversarialLoss(GameSetup setup) => judge is null ? null : settings.Loss;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(GameSetup setup) =>
        TranslationRules.Check(settings, options, Plan, translator, judge?.Network);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> FileMetadata(GameSetup setup, long step) =>
        Plan.ToMetadata(settings.DataSet, step);
}
