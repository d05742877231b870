using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>
/// What games of texts have in common (SeqGAN, Yu et al. 2017, algorithm 1): the writer learns by likelihood, then the
/// judge learns to tell its texts from real ones, then they learn from each other. How the writer learns from the judge
/// is the game's own.
/// </summary>
public abstract class TextGame : IGame
{
    private readonly GanSettings settings;
    private readonly TextCourse course;
    private readonly GeneratorNetwork generator;
    private readonly Vocabulary vocabulary;

    private protected TextGame(GameSetup setup, TextGanOptions options, Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(vocabulary);
        this.vocabulary = vocabulary;
        settings = setup.Settings;
        GanConfigurationException.ThrowIfAny(TextRules.Unread(settings, GetType().Name));
        Options = options;
        course = new(options.PretrainSteps(settings.DataCount), options.JudgeSteps, settings.CriticSteps);
        generator = setup.MakeGenerator();
        Judge = setup.MakeDiscriminator();
        Discriminator = new Player("discriminator", Judge, settings.DiscriminatorOptimizer)
        {
            Constraints = settings.Constraints,
        };
        Generator = RateAfter.Slow(setup.MakePlayer(generator), course.Likelihood, options.RateAfterPretraining);
        Players = [Discriminator, Generator];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Player> Players { get; }

    /// <summary>Who writes.</summary>
    public Player Generator { get; }

    /// <summary>Who tells written texts from real ones.</summary>
    public Player Discriminator { get; }

    /// <summary>What is played.</summary>
    public TextGanOptions Options { get; }

    private protected DiscriminatorNetwork Judge { get; }

    private protected ITextWriter Writer => generator.Writer!;

    /// <inheritdoc/>
    public long FirstBatch(long step) => course.FirstBatch(step);

    /// <inheritdoc/>
    public void Play(Turn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        turn.BeginStep(Discriminator);
        turn.BeginStep(Generator);
        if (!turn.IsDry && course.IsLikelihood(turn.Step))
        {
            turn.Update(Generator, part => Unlikelihood(turn, part));
            return;
        }
        var judgesAlone = !turn.IsDry && course.IsJudging(turn.Step);
        var updates = turn.IsDry || judgesAlone ? 1 : settings.CriticSteps;
        for (var update = 0; update < updates; update++)
        {
            turn.NextBatch();
            Tell(turn, update);
        }
        if (!judgesAlone)
        {
            turn.Update(Generator, part => turn.IsDry ? Both(turn, part) : Learn(turn, part));
        }
    }

    // Build tries both phases.
    private Tensor Both(Turn turn, Part part) => Unlikelihood(turn, part) + Learn(turn, part);

    /// <summary>Mean over texts of −ln of their probability, by T: reported for each token that belongs to
    /// them.</summary>
    private Tensor Unlikelihood(Turn turn, Part part)
    {
        var tokens = TextTokens.Of(part.Real, Writer.Tokens);
        var mask = TextTokens.Mask(tokens, Writer.EndToken);
        var missed = TextLikelihood.OfTokens(Writer.NextLogits(tokens), tokens) * mask;
        turn.Report("likelihood/generator", missed.sum() / mask.sum());
        return missed.mean();
    }

    private void Tell(Turn turn, int update)
    {
        var learnt = turn.Update(
            Discriminator,
            part =>
            {
                var fake = turn.WithoutGradient(() => Shown(turn, part));
                var real = Judge.call(part.Real, null);
                var written = Judge.call(fake, null);
                turn.Watch(NumberPlace.Scores, written, real);
                turn.Report("score/real", real);
                turn.Report("score/fake", written);
                return settings.Loss.Discriminator(real, written);
            },
            update
        );
        if (learnt)
        {
            Judge.Observe(turn.Value("score/real"));
        }
    }

    /// <summary>Texts as the judge sees them, of a part's latents.</summary>
    private protected virtual Tensor Shown(Turn turn, Part part) => generator.call(part.Latents, null);

    /// <summary>The writer's objective while it learns from the judge.</summary>
    private protected abstract Tensor Learn(Turn turn, Part part);

    /// <summary>The share of the phase that is done in which both learn, in [0, 1).</summary>
    private protected double Share(Turn turn)
    {
        _ = turn.Progress; // another number of steps is another training
        return course.Share(turn.Step, settings.Training.Steps);
    }

    /// <summary>What the writer writes, as tokens without a gradient.</summary>
    private protected Tensor Written(Part part) => TextTokens.Of(generator.call(part.Latents, null), Writer.Tokens);

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(GameSetup setup) => TextRules.Check(Options, generator);

    // TrainedText.Load reads what a checkpoint stored.
    IReadOnlyDictionary<string, string> IGame.FileMetadata(GameSetup setup, long step) =>
        TextFile.Metadata(settings.Plan, vocabulary, settings.DataSet, step);
}
