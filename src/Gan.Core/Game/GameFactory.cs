using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Makes a game from the seed and tries it.</summary>
internal static class GameFactory
{
    /// <exception cref="GanConfigurationException">Its networks do not fit the data or each other.</exception>
    /// <exception cref="TrainingMemoryException">Memory does not hold the networks.</exception>
    internal static IGame Create(GameSetup setup, Func<GameSetup, IGame> make)
    {
        using var scope = NewDisposeScope();
        using var kernels = LayerKernels.Use(setup.Settings.Kernels); // layers are chosen for what the steps will use
        using var alone = WeightInitialisation.Alone();
        manual_seed(Randomness.Seed(setup.Settings.Training.Seed, Purpose.Weights));
        var game = Make(setup, make);
        var players = PlayersOf(game);
        try
        {
            var problems = GameRules.Check(game, setup).ToList();
            problems.AddRange(WeightTransfer.UnknownPlayers(setup.Settings.Transfer, players));
            foreach (var player in players.Reverse())
            {
                problems.AddRange(WeightTransfer.Fill(setup.Settings.Transfer, player));
            }
            GanConfigurationException.ThrowIfAny(problems);
            return game;
        }
        catch
        {
            Dispose(game);
            throw;
        }
    }

    /// <summary>Disposes the players, and the game itself where it has something to dispose.</summary>
    internal static void Dispose(IGame game)
    {
        foreach (var player in PlayersOf(game))
        {
            player.Dispose();
        }
        (game as IDisposable)?.Dispose();
    }

    // A game that is refused may have none.
    private static IReadOnlyList<Player> PlayersOf(IGame game) => [.. (game.Players ?? []).OfType<Player>()];

    private static IGame Make(GameSetup setup, Func<GameSetup, IGame> make)
    {
        try
        {
            return make(setup) ?? throw new GanConfigurationException(["The function that makes the game gave null."]);
        }
        catch (Exception failure) when (TrainingMemoryException.OfWeights(failure) is not null)
        {
            throw TrainingMemoryException.OfWeights(failure)!;
        }
    }
}
