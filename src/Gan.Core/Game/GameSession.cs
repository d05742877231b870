using System.Diagnostics;
using Gan.Data;
using Microsoft.Extensions.Logging;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>What the turns of one training share: the game, its data, its random numbers and its guard.</summary>
internal sealed class GameSession : IDisposable
{
    private readonly GameSetup setup;
    private readonly ConditionKind conditionKind;
    private readonly BatchStream? batches;
    private readonly SynchronisedNorms? norms;
    private TimeSpan waited;

    /// <summary>A session of a training.</summary>
    /// <param name="game">The game.</param>
    /// <param name="setup">Settings and device.</param>
    /// <param name="data">The data set.</param>
    /// <param name="guard">What becomes of numbers that are not finite.</param>
    /// <param name="log">Where to log.</param>
    /// <param name="processes">Who plays with this process; null where nobody does.</param>
    internal GameSession(
        IGame game,
        GameSetup setup,
        IDataset data,
        NumberGuard guard,
        ILogger log,
        Processes? processes = null
    )
        : this(
            game,
            setup,
            new Randomness(setup.Settings.Training.Seed, setup.Device),
            new FiniteGuard(guard, game.Players, log)
        )
    {
        try
        {
            Processes = processes;
            batches = Open(data);
            Log.Inexact(log, Settings.Training.MicroBatch ?? 0, MicroBatchRules.Inexact(game, setup));
            foreach (var player in Players)
            {
                player.Begin(Settings.Training, Settings.Kernels);
            }
            if (processes is not null)
            {
                norms = new SynchronisedNorms(processes, Players);
                Log.Processes(log, processes.Count, MicroBatchRules.DrawsOthers(game, setup));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private GameSession(IGame game, GameSetup setup, Randomness random, FiniteGuard guard)
    {
        Game = game;
        this.setup = setup;
        conditionKind = Settings.Condition.Kind; // once: the settings derive it from a whole plan
        Random = random;
        Guard = guard;
    }

    internal IGame Game { get; }

    internal GanSettings Settings => setup.Settings;

    internal Device Device => setup.Device;

    internal Randomness Random { get; }

    internal FiniteGuard Guard { get; }

    /// <summary>Who plays with this process; null where nobody does.</summary>
    internal Processes? Processes { get; }

    /// <summary>Whether a step so far asked for the share of the training that is done: then each depends on the
    /// number of steps.</summary>
    internal bool FollowsProgress { get; set; }

    internal IReadOnlyList<Player> Players => Game.Players;

    /// <summary>Plays a dry turn: objectives are computed, and nothing is learnt.</summary>
    internal static void PlayDry(IGame game, GameSetup setup, DryRun dry, ulong termSeed = 0)
    {
        using var session = new GameSession(game, setup, new Randomness(0, setup.Device, termSeed), FiniteGuard.None());
        using var layers = session.Random.ForLayers();
        using var scope = NewDisposeScope();
        var turn = new Turn(session, step: 1, dry);
        using var values = turn.Values;
        game.Play(turn);
    }

    /// <summary>Plays a step. Its values are the caller's to dispose.</summary>
    /// <param name="step">Number of the step, from 1.</param>
    internal (TurnValues Values, TimeSpan DataWait) Play(long step)
    {
        using var layers = Random.ForLayers();
        using var kernels = LayerKernels.Use(Settings.Kernels);
        using var synchronised = norms?.Play();
        foreach (var player in Players)
        {
            WeightTransfer.Freeze(Settings.Transfer, player, step);
        }
        waited = TimeSpan.Zero;
        var turn = new Turn(this, step);
        try
        {
            Game.Play(turn);
            Guard.EndTurn(step);
        }
        catch
        {
            turn.Values.Dispose();
            throw;
        }
        finally
        {
            turn.DisposeBatch();
        }
        return (turn.Values, waited);
    }

    // The run of batches: a function of the seed and of how the data set grows.
    private BatchStream Open(IDataset data)
    {
        var training = Settings.Training;
        var count = Game.FirstBatch(training.Steps + 1);
        Func<long, long>? growing = training.DataGrowth is { } growth
            ? position => growth.Count(position / (double)count, Settings.DataCount, training.BatchSize)
            : null;
        BatchShard? shard = Processes is { } group ? new(group.Rank, group.Count) : null;
        return new(data, training.BatchSize, training.Seed, Device, growing, training.DataWorkers, shard);
    }

    /// <exception cref="GanConfigurationException">The step reads more batches than the game says.</exception>
    internal void CheckOrder(long step, long index)
    {
        var count = Game.FirstBatch(step + 1) - Game.FirstBatch(step);
        if (index >= count)
        {
            throw new GanConfigurationException([
                new Problem(
                    $"{Game.GetType().Name} reads more batches in step {step} than the {count} between "
                        + $"FirstBatch({step}) and FirstBatch({step + 1}), so that the next one reads them again.",
                    "Override IGame.FirstBatch."
                ),
            ]);
        }
    }

    /// <exception cref="GanConfigurationException">The game updates somebody who is not in it.</exception>
    internal void CheckPlays(Player player)
    {
        if (!Players.Contains(player))
        {
            throw new GanConfigurationException([
                new Problem(
                    $"The game updates the {player.Name}, who is not among its players.",
                    "Name it in Players."
                ),
            ]);
        }
    }

    internal Batch Read(long step, long index)
    {
        var before = Stopwatch.GetTimestamp();
        var batch = batches!.Read(Game.FirstBatch(step) + index);
        waited += Stopwatch.GetElapsedTime(before);
        return batch;
    }

    /// <summary>A batch with what an update draws for it, in the parts that memory holds. Latents and conditions are
    /// drawn for the whole batch, of which this process may have some rows.</summary>
    internal IReadOnlyList<Part> Parts(Player player, Batch batch, long step, int update)
    {
        var purposes = player.Purposes;
        var whole = batch.Count * (Processes?.Count ?? 1);
        var first = batch.Count * (Processes?.Rank ?? 0);
        Tensor Mine(Tensor drawn) => Processes is null ? drawn : drawn.narrow(0, first, batch.Count);
        var condition = conditionKind switch
        {
            ConditionKind.None => null,
            ConditionKind.Code => Mine(
                Settings.Conditioning!.Draw(whole, Random.Stream(purposes.Conditions, step, update))
            ),
            _ => batch.Condition,
        };
        Random.SeedLayers(purposes.Layers, step, update, first);
        var latents = Mine(
            randn(
                [whole, Settings.LatentSize],
                device: Device,
                generator: Random.Stream(purposes.Latents, step, update)
            )
        );
        return Part.Split(batch, latents, condition, Settings.Training.MicroBatch, Places());

        Func<long, PartPlace> Places()
        {
            if (Processes is null)
            {
                var streams = Random.Terms(purposes.Penalties, step, update);
                return at => new(at, whole, IsShared: false, streams, streams);
            }
            // each part begins the streams anew, and takes its rows of what the whole batch draws
            return at =>
                new(
                    first + at,
                    whole,
                    IsShared: true,
                    Random.Terms(purposes.Penalties, step, update, first + at),
                    Random.Terms(purposes.Penalties, step, update)
                );
        }
    }

    /// <summary>Until the result is disposed, no gradients are computed for the weights of the other players.</summary>
    internal FrozenWeights FreezeOthers(Player player) =>
        new(Players.Where(p => p != player).SelectMany(p => p.Parameters));

    /// <summary>The exception for a lack of memory, with the remedy that fits the game.</summary>
    internal TrainingMemoryException Shortage(Exception failure) =>
        TrainingMemoryException.From(
            failure,
            Settings.Training,
            Settings.PackSize,
            part => MicroBatchRules.Splits(Game, setup, part)
        )!;

    public void Dispose()
    {
        norms?.Dispose();
        batches?.Dispose();
        Guard.Dispose();
        Random.Dispose();
    }
}
