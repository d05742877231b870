using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>A file of a checkpoint: how its tensors are gathered, and how they are put back.</summary>
/// <param name="File">Its name.</param>
/// <param name="Capture">The tensors by name; new ones belong to the current scope.</param>
/// <param name="Restore">Puts them back, or throws InvalidDataException when they do not fit.</param>
/// <param name="Metadata">Text for the file, such as what makes a generator's file loadable on its own.</param>
internal sealed record StatePart(
    string File,
    Func<Dictionary<string, Tensor>> Capture,
    Action<Dictionary<string, Tensor>> Restore,
    Func<Dictionary<string, string>>? Metadata = null
);

/// <summary>All tensors of a training that one step hands to the next. What is random or scheduled is a function of the
/// step and needs no place here.</summary>
internal static class StateParts
{
    /// <summary>The file that a generator for use is loaded from.</summary>
    private const string Average = "average.safetensors";

    private const string AverageEnd = "-average.safetensors";
    private const string OptimizerEnd = "-optimizer.safetensors";

    internal static IReadOnlyList<StatePart> Of(GameSession session, Func<Dictionary<string, string>> metadata)
    {
        List<Player> players = [.. session.Players.Reverse()]; // the generator first, as in the first version
        var parts = new List<StatePart>();
        foreach (var player in players)
        {
            parts.Add(Network($"{player.Name}.safetensors", player.Network, metadata));
        }
        foreach (var player in players)
        {
            if (player.Average is { } average)
            {
                parts.Add(Network(AverageFile(player), average, metadata));
            }
            else if (player.Network is GeneratorNetwork)
            {
                parts.Add(WithoutAverage(player, metadata));
            }
        }
        foreach (var player in players)
        {
            parts.Add(new(player.Name + OptimizerEnd, player.Updates.Capture, player.Updates.Restore));
        }
        parts.Add(
            new(
                "memory.safetensors",
                () => CaptureMemories(players),
                stored => RestoreMemories(players, stored, session.Device)
            )
        );
        return parts;
    }

    /// <summary>The players whose files these are, by name in order.</summary>
    internal static IReadOnlyList<string> PlayersOf(IEnumerable<string> files) =>
        [
            .. files
                .Where(file => file.EndsWith(OptimizerEnd, StringComparison.Ordinal))
                .Select(file => file[..^OptimizerEnd.Length])
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The files among these that generators for use are loaded from.</summary>
    internal static IReadOnlyList<string> AveragesOf(IEnumerable<string> files) =>
        [
            .. files
                .Where(file => file == Average || file.EndsWith(AverageEnd, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    // The generator's average has had this name since there were two players only.
    private static string AverageFile(Player player) => player.Name == "generator" ? Average : player.Name + AverageEnd;

    /// <exception cref="InvalidDataException">Shape or type differ.</exception>
    internal static void CheckFit(string name, Tensor own, Tensor stored)
    {
        if (!own.shape.SequenceEqual(stored.shape) || own.dtype != stored.dtype)
        {
            throw new InvalidDataException(
                $"'{name}' is {stored.dtype}{ShapeText.Of(stored.shape)}, but the training has "
                    + $"{own.dtype}{ShapeText.Of(own.shape)}"
            );
        }
    }

    private static StatePart Network(string file, nn.Module network, Func<Dictionary<string, string>> metadata) =>
        new(file, () => network.state_dict(), stored => Fill(network, stored), metadata);

    // Without an average the network stands in both files, so that people find the one to draw from where it always is;
    // what the file of an earlier training averaged must not take its place.
    private static StatePart WithoutAverage(Player player, Func<Dictionary<string, string>> metadata) =>
        new(
            AverageFile(player),
            () => player.Network.state_dict(),
            stored => CheckFit(player.Network, stored),
            metadata
        );

    private static Dictionary<string, Tensor> CheckFit(nn.Module network, Dictionary<string, Tensor> stored)
    {
        var own = network.state_dict();
        string[] missing = [.. own.Keys.Except(stored.Keys)];
        string[] extra = [.. stored.Keys.Except(own.Keys)];
        if (missing.Length + extra.Length > 0)
        {
            throw new InvalidDataException(
                $"its tensors do not fit the network: missing [{string.Join(", ", missing)}], not known "
                    + $"[{string.Join(", ", extra)}]"
            );
        }
        foreach (var (name, tensor) in own)
        {
            CheckFit(name, tensor, stored[name]);
        }
        return own;
    }

    private static void Fill(nn.Module network, Dictionary<string, Tensor> stored)
    {
        var own = CheckFit(network, stored);
        using var _ = no_grad();
        foreach (var (name, tensor) in own)
        {
            tensor.copy_(stored[name]);
        }
    }

    private static IEnumerable<(string Name, PenaltyMemory Memory)> Memories(IReadOnlyList<Player> players)
    {
        foreach (var player in players)
        {
            foreach (var (name, memory) in player.State)
            {
                yield return ($"{player.Name}.{name}", memory);
            }
        }
    }

    private static Dictionary<string, Tensor> CaptureMemories(IReadOnlyList<Player> players)
    {
        var tensors = new Dictionary<string, Tensor>();
        foreach (var (owner, memory) in Memories(players))
        {
            foreach (var (name, value) in memory.Values)
            {
                tensors[$"{owner}/{name}"] = value;
            }
        }
        return tensors;
    }

    private static void RestoreMemories(IReadOnlyList<Player> players, Dictionary<string, Tensor> stored, Device device)
    {
        var memories = Memories(players).ToDictionary(m => m.Name, m => m.Memory);
        foreach (var memory in memories.Values)
        {
            memory.Dispose(); // empties it
        }
        foreach (var (name, tensor) in stored)
        {
            var slash = name.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0 || !memories.TryGetValue(name[..slash], out var memory))
            {
                throw new InvalidDataException($"'{name}' belongs to no player of the game");
            }
            memory.Remember(name[(slash + 1)..], tensor.to(device));
        }
    }
}
