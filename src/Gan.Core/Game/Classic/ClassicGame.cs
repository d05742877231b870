using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// The game of Goodfellow et al. 2014 (algorithm 1): a discriminator learns to tell real samples from generated ones,
/// a generator learns to fool it. It knows no kind of loss, penalty or network.
/// </summary>
public class ClassicGame : IGame
{
    private readonly GanSettings settings;
    private readonly GeneratorNetwork generator;
    private readonly DiscriminatorNetwork discriminator;
    private readonly DuePenalties penalties;
    private readonly DueGeneratorPenalties generatorPenalties;

    /// <summary>Makes both networks from the settings.</summary>
    public ClassicGame(GameSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        settings = setup.Settings;
        generator = setup.MakeGenerator();
        discriminator = setup.MakeDiscriminator();
        Generator = setup.MakePlayer(generator);
        Discriminator = new Player("discriminator", discriminator, settings.DiscriminatorOptimizer)
        {
            Constraints = settings.Constraints,
        };
        Players = [Discriminator, Generator];
        penalties = new DuePenalties(settings.Penalties, Discriminator);
        generatorPenalties = new DueGeneratorPenalties(settings.GeneratorPenalties, Generator, discriminator);
    }

    /// <summary>The same networks under other settings, to try them.</summary>
    internal ClassicGame(ClassicGame game, GanSettings settings)
    {
        this.settings = settings;
        generator = game.generator;
        discriminator = game.discriminator;
        Generator = new Player(game.Generator.Name, generator, settings.GeneratorOptimizer);
        Discriminator = new Player(game.Discriminator.Name, discriminator, settings.DiscriminatorOptimizer);
        Players = [Discriminator, Generator];
        penalties = new DuePenalties(settings.Penalties, Discriminator);
        generatorPenalties = new DueGeneratorPenalties(settings.GeneratorPenalties, Generator, discriminator);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Player> Players { get; }

    /// <summary>Who makes samples.</summary>
    public Player Generator { get; }

    /// <summary>Who judges them.</summary>
    public Player Discriminator { get; }

    /// <inheritdoc/>
    public long FirstBatch(long step)
    {
        var warmUp = step == 1 ? 0 : settings.Training.DiscriminatorWarmUp;
        return (step - 1) * settings.CriticSteps + warmUp;
    }

    /// <inheritdoc/>
    public void Play(Turn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        turn.BeginStep(Discriminator);
        turn.BeginStep(Generator);
        var number = FirstBatch(turn.Step);
        for (var update = FirstUpdate(turn.Step); update < settings.CriticSteps; update++)
        {
            turn.NextBatch();
            UpdateDiscriminator(turn, update, number++);
        }
        turn.Update(Generator, part => Learn(turn, part));
        if (settings.Loss.EstimatesWasserstein)
        {
            turn.Report("wasserstein estimate", Mean(turn, "score/real") - Mean(turn, "score/fake"));
        }
    }

    private static Tensor Mean(Turn turn, string scores) => turn.Value(scores).mean().to(ScalarType.Float64);

    // The updates of the discriminator's warm-up come before the first step's own.
    private int FirstUpdate(long step) => step == 1 ? -settings.Training.DiscriminatorWarmUp : 0;

    private void UpdateDiscriminator(Turn turn, int update, long number)
    {
        var learnt = turn.Update(
            Discriminator,
            part =>
            {
                var real = discriminator.Reals(part.Real);
                var fake = turn.WithoutGradient(() => generator.Shown(part.Latents, part.Condition));
                var (realScores, fakeScores) = discriminator.Scores(real, fake, part.Condition);
                var judged = new Judged(real, fake, realScores, fakeScores)
                {
                    Latents = part.Latents,
                    Condition = part.Condition,
                };
                turn.Watch(NumberPlace.Samples, fake);
                turn.Watch(NumberPlace.Scores, fakeScores, realScores);
                turn.Report("score/real", realScores);
                turn.Report("score/fake", fakeScores);
                var adversarial = settings.Loss.Discriminator(realScores, fakeScores);
                return penalties.AddTo(adversarial, number, part, judged, z => generator.Shown(z, part.Condition));
            },
            update
        );
        if (learnt)
        {
            discriminator.Observe(turn.Value("score/real"));
        }
    }

    /// <summary>What the generator minimises: what it makes goes to <see cref="Fool"/>.</summary>
    protected virtual Tensor Learn(Turn turn, Part part) =>
        Fool(turn, part, generator.Shown(Argument.NotNull(part).Latents, part.Condition));

    /// <summary>The generator's objective. A game whose generator learns otherwise overrides it.</summary>
    /// <param name="turn">The step.</param>
    /// <param name="part">The part of the batch.</param>
    /// <param name="fake">What the generator made of the part's latents, with its graph.</param>
    protected virtual Tensor Fool(Turn turn, Part part, Tensor fake)
    {
        ArgumentNullException.ThrowIfNull(turn);
        ArgumentNullException.ThrowIfNull(part);
        turn.Watch(NumberPlace.Samples, fake);
        var fakeScores = discriminator.call(fake, part.Condition);
        var real = discriminator.Reals(part.Real);
        var judged = new Judged(real, fake, () => discriminator.call(real, part.Condition), fakeScores)
        {
            Latents = part.Latents,
            Condition = part.Condition,
        };
        turn.Watch(NumberPlace.Scores, fakeScores);
        var adversarial = settings.Loss.Generator(fakeScores, () => judged.RealScores);
        return generatorPenalties.AddTo(adversarial, turn.Step - 1, part, judged);
    }

    /// <inheritdoc/>
    public virtual IEnumerable<Problem> Problems(GameSetup setup) =>
        ClassicRules.Check(Argument.NotNull(setup), generator, discriminator);

    /// <inheritdoc/>
    public virtual IEnumerable<SplitProblem> SplitProblems(GameSetup setup) =>
        ClassicRules.SplitProblems(this, Argument.NotNull(setup));
}
