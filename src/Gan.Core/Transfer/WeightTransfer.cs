using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Fills networks from files and freezes their layers.</summary>
internal static class WeightTransfer
{
    /// <summary>Loads what the options name; gives the problems instead of loading anything when something does not
    /// fit.</summary>
    internal static IReadOnlyList<Problem> Fill(TransferOptions? options, Player player)
    {
        if (options is null)
        {
            return [];
        }
        var problems = new List<Problem>();
        if (options.FileOf(player.Name) is { } file)
        {
            problems.AddRange(Fill(player, file, options.Fresh));
        }
        problems.AddRange(Problems(options, player));
        return problems;
    }

    /// <summary>Players that the options name and the game does not have.</summary>
    internal static IEnumerable<Problem> UnknownPlayers(TransferOptions? options, IReadOnlyList<Player> players)
    {
        var named = options is null ? [] : options.PlayerNames;
        foreach (var name in named.Distinct().Where(n => players.All(p => p.Name != n)))
        {
            yield return new Problem(
                $"TransferOptions names the player '{name}', but the game has "
                    + $"{string.Join(", ", players.Select(p => $"'{p.Name}'"))}."
            );
        }
    }

    /// <summary>Sets which parameters learn in a step.</summary>
    internal static void Freeze(TransferOptions? options, Player player, long step)
    {
        if (options is null || options.Freeze.Count == 0)
        {
            return;
        }
        foreach (var (name, parameter) in player.Network.named_parameters())
        {
            parameter.requires_grad = !IsFrozen(options, player, name, step);
        }
    }

    private static bool IsFrozen(TransferOptions options, Player player, string name, long step) =>
        options.Freeze.Any(f => f.Player == player.Name && step <= f.Until && Belongs(name, f.Layers));

    // "layers.conv1" is conv1 and not conv10.
    private static bool Belongs(string name, string layers)
    {
        var plain = WeightNames.WithoutDecorators(name);
        return layers.Length == 0 || plain == layers || plain.StartsWith(layers + '.', StringComparison.Ordinal);
    }

    private static List<Problem> Fill(Player player, string path, IReadOnlyList<string> fresh)
    {
        try
        {
            List<Problem> problems = [];
            Safetensors.Read(
                path,
                (stored, _) =>
                {
                    var plain = stored.ToDictionary(t => WeightNames.WithoutDecorators(t.Key), t => t.Value);
                    problems = Take(player, path, plain, fresh);
                }
            );
            return problems;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return [$"{Title(player)}'s weights cannot be loaded: {e.Message}"];
        }
    }

    private static List<Problem> Take(
        Player player,
        string path,
        Dictionary<string, Tensor> stored,
        IReadOnlyList<string> fresh
    )
    {
        var role = Title(player);
        var network = player.Network;
        var problems = new List<Problem>();
        var taken = new List<(Tensor To, Tensor From)>();
        foreach (var (name, tensor) in network.state_dict())
        {
            var plain = WeightNames.WithoutDecorators(name);
            var found = stored.GetValueOrDefault(plain);
            if (found is not null && found.shape.SequenceEqual(tensor.shape))
            {
                taken.Add((tensor, found));
            }
            else if (network is AugmentedDiscriminator && plain == AugmentedDiscriminator.Probability)
            {
                continue; // belongs to the training, not to the weights
            }
            else if (!fresh.Any(f => Belongs(plain, f)))
            {
                problems.Add(
                    $"{role}: '{path}' has {(found is null ? "no" : ShapeText.Of(found.shape))} '{plain}', but the "
                        + $"network needs {ShapeText.Of(tensor.shape)}. "
                        + "To train it anew, name it in TransferOptions.Fresh."
                );
            }
        }
        if (taken.Count == 0)
        {
            problems.Add(
                $"{role}: no tensor of '{path}' fits the network. It holds {string.Join(", ", stored.Keys.Take(5))}, …."
            );
        }
        if (problems.Count > 0)
        {
            return problems;
        }
        using var _ = no_grad();
        foreach (var (to, from) in taken)
        {
            to.copy_(from);
        }
        foreach (var norm in network.modules().OfType<SpectralNorm>())
        {
            norm.Restart(); // its vectors belong to the weights that were there before
        }
        return [];
    }

    private static IEnumerable<Problem> Problems(TransferOptions options, Player player)
    {
        var role = Title(player);
        var names = player.Network.named_parameters().Select(p => p.name).ToList();
        foreach (var freeze in options.Freeze.Where(f => f.Player == player.Name))
        {
            if (freeze.Until < 1)
            {
                yield return $"LayerFreeze.Until must be at least 1, but was {freeze.Until}.";
            }
            if (!names.Exists(n => Belongs(n, freeze.Layers)))
            {
                yield return new Problem(
                    $"LayerFreeze: no layer of the {role} is named '{freeze.Layers}'.",
                    $"There are {string.Join(", ", names.Select(WeightNames.WithoutDecorators).Take(8))}, …."
                );
            }
        }
        if (names.TrueForAll(n => IsFrozen(options, player, n, step: 1)))
        {
            yield return new Problem(
                $"LayerFreeze: all layers of the {role} are frozen, so that it has nothing to train.",
                "Leave the last ones free."
            );
        }
    }

    private static string Title(Player player) => LayerFreeze.Title(player.Name);
}
