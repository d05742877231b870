using static TorchSharp.torch;

namespace Gan.Monitoring.Tests.Games;

/// <summary>A generator against two judges, which see the same samples: three players, and values that the classic game
/// does not know.</summary>
internal sealed class TwoJudges : IGame
{
    private readonly GeneratorNetwork generator;
    private readonly long lastSound;

    /// <param name="setup">What the networks are made from.</param>
    /// <param name="lastSound">After this step the second judge's loss is no number.</param>
    public TwoJudges(GameSetup setup, long lastSound = long.MaxValue)
    {
        this.lastSound = lastSound;
        generator = setup.MakeGenerator();
        Players =
        [
            setup.MakePlayer(generator),
            new("first judge", setup.MakeDiscriminator(), new AdamOptions(1e-3)),
            new("second judge", setup.MakeDiscriminator(), new AdamOptions(3e-3)),
        ];
    }

    public IReadOnlyList<Player> Players { get; }

    public void Play(Turn turn)
    {
        foreach (var judge in Players.Skip(1))
        {
            turn.Update(judge, part => Judge(turn, judge, part));
        }
        turn.Update(Players[0], part => Fool(turn, part));
        turn.Report("step", tensor((double)turn.Step));
    }

    private Tensor Judge(Turn turn, Player judge, Part part)
    {
        var network = (DiscriminatorNetwork)judge.Network;
        var fake = turn.WithoutGradient(() => generator.call(part.Latents, part.Condition));
        var real = network.call(part.Real, part.Condition);
        var fakeScores = network.call(fake, part.Condition);
        turn.Report($"real score/{judge.Name}", real);
        var loss = nn.functional.softplus(-real).mean() + nn.functional.softplus(fakeScores).mean();
        return judge == Players[2] && turn.Step > lastSound ? loss * double.NaN : loss;
    }

    private Tensor Fool(Turn turn, Part part)
    {
        var fake = generator.call(part.Latents, part.Condition);
        var scores = Players.Skip(1).Select(p => ((DiscriminatorNetwork)p.Network).call(fake, part.Condition)).ToList();
        if (turn.Step % 2 == 1)
        {
            turn.Report("agreement", (scores[0] * scores[1]).sign());
        }
        return nn.functional.softplus(-scores[0]).mean() + nn.functional.softplus(-scores[1]).mean();
    }
}
