using Gan.Losses;
using static TorchSharp.torch;

namespace Gan.Monitoring.Tests.Games;

/// <summary>A game of one player that reports scores which lie far apart, under a loss of its own or none.</summary>
internal sealed class Teller(IGanLoss? loss) : IGame
{
    private readonly Player player = new("teller", nn.Linear(2, 1), new AdamOptions(1e-6));

    public IReadOnlyList<Player> Players => [player];

    public IGanLoss? AdversarialLoss(GameSetup setup) => loss;

    public void Play(Turn turn)
    {
        turn.Update(player, part => ((nn.Module<Tensor, Tensor>)player.Network).call(part.Real).mean());
        turn.Report("score/real", tensor(30.0));
        turn.Report("score/fake", tensor(-30.0));
    }
}
