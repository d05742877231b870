using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>The judge of one of the two kinds, with its pool.</summary>
internal sealed class CycleJudge
{
    private readonly GanSettings settings;
    private readonly DuePenalties penalties;
    private readonly ImagePool pool;
    private readonly string name;

    internal CycleJudge(string name, GameSetup setup, CycleOptions options, IReadOnlyList<long> shape)
    {
        this.name = name;
        settings = setup.Settings;
        Network = setup.Prepare(options.Judge.Discriminator(TranslationPlans.JudgeSpec(settings, shape)));
        Player = new Player(name, Network, settings.DiscriminatorOptimizer) { Constraints = settings.Constraints };
        penalties = new DuePenalties(settings.Penalties, Player);
        pool = new ImagePool(options.PoolSize, Player);
    }

    internal DiscriminatorNetwork Network { get; }

    internal Player Player { get; }

    /// <summary>Keeps translations for the judge's own update of this step.</summary>
    internal void Show(Turn turn, Tensor fake) => turn.Keep(name, fake);

    /// <summary>The adversarial loss of translations into this kind.</summary>
    internal Tensor Fooled(Turn turn, Tensor fake, Tensor real)
    {
        var scores = Network.call(fake, null);
        turn.Watch(NumberPlace.Scores, scores);
        return settings.Loss.Generator(scores, () => Network.call(real, null));
    }

    /// <summary>The judge's update: images of its kind against translations, some of them of earlier steps.</summary>
    internal void Learn(Turn turn, Func<Part, Tensor> realOf)
    {
        using var scope = NewDisposeScope();
        var fakes = Shown(turn);
        long at = 0;
        var learnt = turn.Update(
            Player,
            part =>
            {
                var real = realOf(part);
                var fake = fakes.narrow(0, at, part.Count);
                at += part.Count;
                var (realScores, fakeScores) = Network.Scores(real, fake, null);
                turn.Watch(NumberPlace.Scores, fakeScores, realScores);
                turn.Report($"score/real {name}", realScores);
                turn.Report($"score/fake {name}", fakeScores);
                var loss = settings.Loss.Discriminator(realScores, fakeScores);
                var judged = new Judged(real, fake, realScores, fakeScores);
                return penalties.AddTo(loss, turn.Step - 1, part, judged);
            }
        );
        if (learnt)
        {
            Network.Observe(turn.Value($"score/real {name}"));
        }
    }

    // A dry turn leaves the pool as it is.
    private Tensor Shown(Turn turn)
    {
        var fake = turn.Value(name);
        return turn.IsDry ? fake : pool.Exchange(fake, turn.Random($"pool {name}"));
    }
}
