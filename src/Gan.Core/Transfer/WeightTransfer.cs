using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Fills networks from files and freezes their layers.</summary>
internal static class WeightTransfer
{
    private const string Decorator = "network.";

    /// <summary>Loads what the options name; gives the problems instead of loading anything when something does not
    /// fit.</summary>
    internal static IReadOnlyList<Problem> Fill(
        TransferOptions? options,
        GeneratorNetwork generator,
        DiscriminatorNetwork discriminator
    )
    {
        if (options is null)
        {
            return [];
        }
        return
        [
            .. options.Generator is null
                ? []
                : Fill(NetworkRole.Generator, options.Generator, generator, options.Fresh),
            .. options.Discriminator is null
                ? []
                : Fill(NetworkRole.Discriminator, options.Discriminator, discriminator, options.Fresh),
            .. Problems(options, NetworkRole.Generator, generator),
            .. Problems(options, NetworkRole.Discriminator, discriminator),
        ];
    }

    /// <summary>Sets which parameters learn in a step.</summary>
    internal static void Freeze(
        TransferOptions? options,
        GeneratorNetwork generator,
        DiscriminatorNetwork discriminator,
        long step
    )
    {
        if (options is null || options.Freeze.Count == 0)
        {
            return;
        }
        Freeze(options, NetworkRole.Generator, generator, step);
        Freeze(options, NetworkRole.Discriminator, discriminator, step);
    }

    private static void Freeze(TransferOptions options, NetworkRole role, nn.Module network, long step)
    {
        foreach (var (name, parameter) in network.named_parameters())
        {
            parameter.requires_grad = !Frozen(options, role, name, step);
        }
    }

    private static bool Frozen(TransferOptions options, NetworkRole role, string name, long step) =>
        options.Freeze.Any(f => f.Network == role && step <= f.Until && Belongs(name, f.Layers));

    // "layers.conv1" is conv1 and not conv10.
    private static bool Belongs(string name, string layers)
    {
        var plain = Plain(name);
        return layers.Length == 0 || plain == layers || plain.StartsWith(layers + '.', StringComparison.Ordinal);
    }

    /// <summary>The name without decorators, so that a network keeps its names when a condition or an augmentation is
    /// put around it.</summary>
    internal static string Plain(string name)
    {
        while (name.StartsWith(Decorator, StringComparison.Ordinal))
        {
            name = name[Decorator.Length..];
        }
        return name;
    }

    private static List<string> Fill(NetworkRole role, string path, nn.Module network, IReadOnlyList<string> fresh)
    {
        try
        {
            return Safetensors.Use(
                path,
                (stored, _) => Take(role, path, stored.ToDictionary(t => Plain(t.Key), t => t.Value), network, fresh)
            );
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return [$"{role}'s weights cannot be loaded: {e.Message}"];
        }
    }

    private static List<string> Take(
        NetworkRole role,
        string path,
        Dictionary<string, Tensor> stored,
        nn.Module network,
        IReadOnlyList<string> fresh
    )
    {
        var problems = new List<string>();
        var taken = new List<(Tensor To, Tensor From)>();
        foreach (var (name, tensor) in network.state_dict())
        {
            var plain = Plain(name);
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
                        + $"network needs {ShapeText.Of(tensor.shape)}. To train it anew, name it in TransferOptions.Fresh."
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

    private static IEnumerable<Problem> Problems(TransferOptions options, NetworkRole role, nn.Module network)
    {
        var names = network.named_parameters().Select(p => p.name).ToList();
        foreach (var freeze in options.Freeze.Where(f => f.Network == role))
        {
            if (freeze.Until < 1)
            {
                yield return $"LayerFreeze.Until must be at least 1, but was {freeze.Until}.";
            }
            if (!names.Exists(n => Belongs(n, freeze.Layers)))
            {
                yield return $"LayerFreeze: no layer of the {role} is named '{freeze.Layers}'. There are "
                    + $"{string.Join(", ", names.Select(Plain).Take(8))}, ….";
            }
        }
        if (names.TrueForAll(n => Frozen(options, role, n, step: 1)))
        {
            yield return $"LayerFreeze: all layers of the {role} are frozen, so that it has nothing to train. Leave "
                + "the last ones free.";
        }
    }
}
