using Gan.Losses;
using static TorchSharp.torch;

namespace Gan.Tests.Game;

/// <summary>
/// A generator against two judges: one sees its newest samples, the other earlier ones from a pool (Shrivastava et al.
/// 2017, section 2.3), from a batch of its own.
/// </summary>
internal sealed class PoolGame : IGame
{
    internal const int PoolSize = 12;

    private readonly GeneratorNetwork generator;
    private readonly PenaltyMemory pool = new();
    private readonly Func<string, Turn, bool> spoils;

    /// <param name="setup">What the networks are made from.</param>
    /// <param name="spoils">Whether the loss of a player in a step is no number.</param>
    internal PoolGame(GameSetup setup, Func<string, Turn, bool>? spoils = null)
    {
        this.spoils = spoils ?? ((_, _) => false);
        generator = setup.MakeGenerator();
        Generator = setup.MakePlayer(generator);
        Judge = new("judge", setup.MakeDiscriminator(), new RmsPropOptions(1e-3, Momentum: 0.5));
        Historian = new("historian", setup.MakeDiscriminator(), new AdamOptions(2e-3));
        Historian.State["pool"] = pool;
        Players = [Judge, Historian, Generator];
    }

    public IReadOnlyList<Player> Players { get; }

    internal Player Generator { get; }

    internal Player Judge { get; }

    internal Player Historian { get; }

    public long FirstBatch(long step) => 2 * (step - 1);

    public void Play(Turn turn)
    {
        turn.Update(
            Judge,
            part =>
            {
                var fake = turn.WithoutGradient(() => generator.call(part.Latents, null));
                turn.Report("newest", fake);
                return Tell(turn, Judge, part.Real, fake);
            }
        );
        turn.NextBatch();
        var newest = turn.Value("newest");
        var before = pool.Recall("samples");
        using var scope = NewDisposeScope();
        var all = before is null ? newest : cat([newest, before]);
        pool.Remember("samples", all.narrow(0, 0, Math.Min(PoolSize, all.shape[0])));
        var picked = randint(0, all.shape[0], [newest.shape[0]], generator: turn.Random("pool"));
        turn.Update(Historian, part => Tell(turn, Historian, part.Real, all.index_select(0, picked)));
        turn.Update(
            Generator,
            part =>
            {
                var fake = generator.call(part.Latents, null);
                return nn.functional.softplus(-Scores(Judge, fake)).mean()
                    + nn.functional.softplus(-Scores(Historian, fake)).mean();
            }
        );
    }

    private static Tensor Scores(Player judge, Tensor samples) =>
        ((DiscriminatorNetwork)judge.Network).call(samples, null);

    private Tensor Tell(Turn turn, Player judge, Tensor real, Tensor fake)
    {
        var scores = Scores(judge, real);
        turn.Watch(NumberPlace.Scores, scores);
        var loss = nn.functional.softplus(-scores).mean() + nn.functional.softplus(Scores(judge, fake)).mean();
        return spoils(judge.Name, turn) ? loss * float.NaN : loss;
    }
}
