using Gan.Data;
using Gan.Losses;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Tests.Game;

/// <summary>A game of chosen players and steps, to use it well or badly.</summary>
internal sealed class AnyGame(IReadOnlyList<Player> players, Action<Turn> play) : IGame
{
    public IReadOnlyList<Player> Players => players;

    public void Play(Turn turn) => play(turn);

    /// <summary>A player with one linear layer from the plane to a number.</summary>
    internal static Player Line(string name = "line") => new(name, nn.Linear(2, 1), new AdamOptions(1e-3));

    internal static Tensor Score(Player player, Tensor points) => ((Linear)player.Network).call(points);

    internal static Tensor Mean(Player player, Part part) => Score(player, part.Real).mean();

    /// <summary>A small training on the ring.</summary>
    internal static GanBuilder Ring(IDataset data, TrainingOptions? training = null) =>
        new GanBuilder()
            .WithData(data)
            .WithMlp(
                new MlpOptions
                {
                    LatentSize = 4,
                    GeneratorWidths = [8],
                    DiscriminatorWidths = [8],
                    Dropout = 0,
                }
            )
            .WithTraining(training ?? new() { Steps = 3, BatchSize = 8 });

    /// <summary>A training of one line.</summary>
    internal static GanBuilder Of(IDataset data, Action<Turn, Player> play, TrainingOptions? training = null) =>
        Ring(data, training)
            .WithGame(_ =>
            {
                var line = Line();
                return new AnyGame([line], turn => play(turn, line));
            });

    /// <summary>A small training on the ring with the players and the step of the game.</summary>
    internal static GanBuilder Of(IDataset data, IReadOnlyList<Player> players, Action<Turn> play) =>
        Ring(data).WithGame(_ => new AnyGame(players, play));

    /// <summary>What Build says.</summary>
    internal static IReadOnlyList<string> Refusals(GanBuilder builder)
    {
        var build = builder.Build;
        return build.Should().Throw<GanConfigurationException>().Which.Problems;
    }
}
