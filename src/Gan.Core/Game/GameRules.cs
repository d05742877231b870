using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Tries a game with a batch of two, so that what does not fit is one sentence and not a libtorch trace. What the trial
/// changes is put back.
/// </summary>
internal static class GameRules
{
    internal static IEnumerable<Problem> Check(IGame game, GameSetup setup)
    {
        var problems = new List<Problem>(OfPlayers(game.Players));
        if (problems.Count > 0)
        {
            return problems;
        }
        problems.AddRange(game.Players.SelectMany(OfWeights));
        using var scope = NewDisposeScope();
        using var buffers = new RestoredNetworks(game.Players.Select(p => p.Network), setup.Device);
        problems.AddRange(game.Problems(setup));
        if (problems.Count == 0)
        {
            problems.AddRange(Objectives(game, setup));
        }
        if (problems.Count == 0)
        {
            problems.AddRange(MicroBatchRules.Check(game, setup));
        }
        return problems;
    }

    /// <summary>Two samples, or two packs, of noise; one where the training has batches of one.</summary>
    internal static Batch TrialBatch(GameSetup setup)
    {
        var settings = setup.Settings;
        var count = settings.Training.BatchSize == 1 ? 1 : 2 * Math.Max(1, settings.PackSize);
        return new Batch(
            randn([count, .. settings.SampleShape], device: setup.Device),
            TrialConditions(settings, count, setup.Device),
            TrialInput(settings, count, setup.Device)
        );
    }

    internal static Tensor? TrialConditions(GanSettings settings, long count, Device device)
    {
        var condition = settings.Condition;
        return condition.Kind switch
        {
            ConditionKind.None => null,
            ConditionKind.Label => zeros(new[] { count }, dtype: ScalarType.Int64, device: device),
            _ => zeros([count, condition.Width], device: device),
        };
    }

    /// <summary>Noise, as the samples are; null for data without inputs.</summary>
    internal static Tensor? TrialInput(GanSettings settings, long count, Device device, Generator? random = null) =>
        settings.InputShape is { } shape ? randn([count, .. shape], device: device, generator: random) : null;

    internal static Problem DoNotGoTogether(Exception failure) =>
        new($"Loss, penalties and networks do not go together: {TorchErrors.Text(failure)}") { Cause = failure };

    private static Problem Fails(IGame game, DryRun dry, Exception failure)
    {
        if (game is ClassicGame)
        {
            return DoNotGoTogether(failure);
        }
        var place = dry.Tried is { } player ? $", in the update of the {player.Name}" : "";
        return new($"{game.GetType().Name} cannot play a step{place}: {TorchErrors.Text(failure)}") { Cause = failure };
    }

    private static IEnumerable<Problem> OfPlayers(IReadOnlyList<Player>? players)
    {
        if (players is not { Count: > 0 })
        {
            yield return new Problem("The game has no players.", "Name who learns in Players.");
            yield break;
        }
        if (players.Contains(null!))
        {
            yield return new Problem("A player of the game is null.", "Make all players in the constructor.");
            yield break;
        }
        foreach (var same in players.GroupBy(p => p.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            yield return new Problem($"{same.Count()} players are named '{same.Key}'.", "Give each a name of its own.");
        }
        foreach (var player in players.Where(p => IsFileOfAnother(p.Name)))
        {
            yield return new Problem(
                $"A player is named '{player.Name}', which is a file of each checkpoint that is not its own.",
                "Give it another name."
            );
        }
        foreach (var player in players)
        {
            foreach (var lost in LostParameters.Of(player.Network, player.Name))
            {
                yield return lost;
            }
        }
        var owners = new Dictionary<nint, string>();
        foreach (var player in players)
        {
            foreach (var parameter in player.Network.parameters())
            {
                if (!owners.TryAdd(parameter.Handle, player.Name) && owners[parameter.Handle] != player.Name)
                {
                    yield return new Problem(
                        $"The {owners[parameter.Handle]} and the {player.Name} have weights in common, so that each "
                            + "would undo what the other learns.",
                        "Put what they share into one of them."
                    );
                    yield break;
                }
            }
        }
    }

    // "critic-optimizer" would be the file of the critic's optimiser.
    private static bool IsFileOfAnother(string name) =>
        name.ToLowerInvariant() is "memory" or "average"
        || name.EndsWith("-optimizer", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("-average", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Problem> OfWeights(Player player)
    {
        foreach (var problem in player.Optimizer.Problems())
        {
            yield return problem.In($"Optimiser of the {player.Name}");
        }
        foreach (var constraint in player.Constraints)
        {
            foreach (var problem in constraint.Problems())
            {
                yield return problem.In($"{constraint.GetType().Name} of the {player.Name}");
            }
        }
        if (player.Parameters.Length == 0)
        {
            yield return new Problem(
                $"The {player.Name} has no parameters to train.",
                "Keep its layers in fields and call RegisterComponents() at the end of its constructor."
            );
        }
        if (player.Average is not { } average)
        {
            yield break;
        }
        if (average.parameters().Any(a => player.Parameters.Any(p => ReferenceEquals(a, p))))
        {
            yield return new Problem(
                $"The {player.Name}'s factory returns the same network at each call, but the moving average "
                    + "needs weights of its own.",
                "Make a new network inside the factory: WithNetworks(spec => new MyGenerator(spec), …)."
            );
        }
        else if (!Shapes(average).SequenceEqual(Shapes(player.Network)))
        {
            yield return new Problem(
                $"The {player.Name}'s moving average has other weights than its network.",
                "Make both in the same way."
            );
        }
        if (Bounds.In("[0, 1)", player.AverageDecay) is { } decay)
        {
            yield return decay.In($"Player '{player.Name}'");
        }
        foreach (var problem in player.AverageHalfLife?.Problems() ?? [])
        {
            yield return problem.In($"Player '{player.Name}'");
        }
    }

    private static IEnumerable<(string Name, string Shape)> Shapes(nn.Module network) =>
        network.state_dict().Select(t => (t.Key, ShapeText.Of(t.Value.shape)));

    private static List<Problem> Objectives(IGame game, GameSetup setup)
    {
        using var gradients = enable_grad();
        using var memories = new MemoryCopies(game.Players);
        var dry = new DryRun(TrialBatch(setup));
        try
        {
            var whole = setup.Settings with { Training = setup.Settings.Training with { MicroBatch = null } };
            GameSession.PlayDry(game, new GameSetup(whole, setup.Device), dry);
        }
        catch (GanConfigurationException e)
        {
            dry.Problems.AddRange(e.Details);
        }
        catch (Exception e) when (TrainingMemoryException.From(e, setup.Settings.Training) is null)
        {
            dry.Problems.Add(Fails(game, dry, e));
        }
        finally
        {
            memories.Restore(); // what the trial remembered is none of the training's
        }
        foreach (var player in game.Players.Where(p => dry.Problems.Count == 0 && !dry.WasTried(p)))
        {
            dry.Problems.Add(
                new Problem($"The game never updates the {player.Name}.", "Call turn.Update for it in Play.")
            );
        }
        return dry.Problems;
    }
}
