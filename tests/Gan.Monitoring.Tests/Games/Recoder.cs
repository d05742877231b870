using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Monitoring.Tests.Games;

/// <summary>Learns to give back what it gets, through one number: a game without generator, discriminator and
/// scores.</summary>
internal sealed class Recoder : IGame
{
    public Recoder(GameSetup setup)
    {
        var network = nn.Sequential(nn.Linear(2, 1), nn.Tanh(), nn.Linear(1, 2));
        Players = [new("recoder", network.to(setup.Device), new AdamOptions(1e-2))];
    }

    public IReadOnlyList<Player> Players { get; }

    public void Play(Turn turn) =>
        turn.Update(
            Players[0],
            part => (((nn.Module<Tensor, Tensor>)Players[0].Network).call(part.Real) - part.Real).square().mean()
        );
}
