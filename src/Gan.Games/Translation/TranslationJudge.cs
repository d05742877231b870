using Gan.Losses;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>Who tells images from translations: its own update, and what it makes of a translation.</summary>
internal sealed class TranslationJudge
{
    private readonly GanSettings settings;
    private readonly DuePenalties penalties;
    private readonly string kind;

    /// <param name="name">What the player is called.</param>
    /// <param name="kind">Ends the names of its scores, where a game has several judges.</param>
    /// <param name="setup">Settings and device.</param>
    /// <param name="family">What it is made of.</param>
    /// <param name="shape">Shape of what it reads.</param>
    internal TranslationJudge(string name, string kind, GameSetup setup, IJudgeFamily family, IReadOnlyList<long> shape)
    {
        this.kind = kind;
        settings = setup.Settings;
        Network = setup.Prepare(family.Discriminator(TranslationPlans.JudgeSpec(settings, shape)));
        Player = new Player(name, Network, settings.DiscriminatorOptimizer) { Constraints = settings.Constraints };
        penalties = new DuePenalties(settings.Penalties, Player);
    }

    internal DiscriminatorNetwork Network { get; }

    internal Player Player { get; }

    /// <summary>The adversarial loss of translations.</summary>
    /// <param name="turn">The step.</param>
    /// <param name="fake">Translations, with their graph.</param>
    /// <param name="real">Images of the same kind, for losses that compare with them.</param>
    internal Tensor Fooled(Turn turn, Tensor fake, Func<Tensor> real)
    {
        var scores = Network.call(fake, null);
        turn.Watch(NumberPlace.Scores, scores);
        return settings.Loss.Generator(scores, () => Network.call(real(), null));
    }

    /// <summary>The judge's own update.</summary>
    /// <param name="turn">The step.</param>
    /// <param name="shown">Images and translations of a part, without a graph.</param>
    /// <param name="number">Number of the update in the training, from 0: lazy penalties count it.</param>
    /// <param name="update">Its number in the step.</param>
    internal void Learn(Turn turn, Func<Part, (Tensor Real, Tensor Fake)> shown, long number, int update = 0)
    {
        var learnt = turn.Update(
            Player,
            part =>
            {
                var (real, fake) = shown(part);
                var (realScores, fakeScores) = Network.Scores(real, fake, null);
                turn.Watch(NumberPlace.Samples, fake);
                turn.Watch(NumberPlace.Scores, fakeScores, realScores);
                turn.Report($"score/real{kind}", realScores);
                turn.Report($"score/fake{kind}", fakeScores);
                var loss = settings.Loss.Discriminator(realScores, fakeScores);
                return penalties.AddTo(loss, number, part, new Judged(real, fake, realScores, fakeScores));
            },
            update
        );
        if (learnt)
        {
            Network.Observe(turn.Value($"score/real{kind}"));
        }
    }
}
