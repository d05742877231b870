using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Fills networks from files and freezes their layers.</summary>
internal static class WeightTransfer
{
    private const string Decorator = "network.";

    /// <summary>Loads what the options name; gives the problems instead of loading anything when something does not fit.</summary>
    internal static IReadOnlyList<string> Fill(TransferOptions? options, GeneratorNetwork generator, DiscriminatorNetwork discriminator)
    {
        if (options is null) return [];
        return
        [
            .. options.Generator is null ? [] : Fill(NetworkRole.Generator, options.Generator, generator, options.Fresh),
            .. options.Discriminator is null ? [] : Fill(NetworkRole.Discriminator, options.Discriminator, discriminator, options.Fresh),
            .. options.Freeze.SelectMany(f => Problems(f, f.Network == NetworkRole.Generator ? generator : discriminator)),
        ];
    }

    /// <summary>Sets which parameters learn in a step.</summary>
    internal static void Freeze(TransferOptions? options, GeneratorNetwork generator, DiscriminatorNetwork discriminator, long step)
    {
        foreach (var freeze in options?.Freeze ?? [])
            foreach (var parameter in Named(freeze, freeze.Network == NetworkRole.Generator ? generator : discriminator))
                parameter.requires_grad = step > freeze.Until;
    }

    /// <summary>The name without decorators, so that a network keeps its names when a condition or an augmentation is put around it.</summary>
    internal static string Plain(string name)
    {
        while (name.StartsWith(Decorator, StringComparison.Ordinal)) name = name[Decorator.Length..];
        return name;
    }

    private static List<string> Fill(NetworkRole role, string path, nn.Module network, IReadOnlyList<string> fresh)
    {
        Dictionary<string, Tensor> stored;
        try
        {
            stored = Safetensors.Load(path).Tensors.ToDictionary(t => Plain(t.Key), t => t.Value);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return [$"{role}'s weights cannot be loaded: {e.Message}"];
        }
        try
        {
            var problems = new List<string>();
            var taken = new List<(Tensor To, Tensor From)>();
            foreach (var (name, tensor) in network.state_dict())
            {
                var plain = Plain(name);
                var found = stored.GetValueOrDefault(plain);
                if (found is not null && found.shape.SequenceEqual(tensor.shape)) taken.Add((tensor, found));
                else if (!fresh.Any(f => plain.StartsWith(f, StringComparison.Ordinal)))
                    problems.Add($"{role}: '{path}' has {(found is null ? "no" : Shape(found))} '{plain}', but the network needs {Shape(tensor)}. To train it anew, name it in TransferOptions.Fresh.");
            }
            if (taken.Count == 0) problems.Add($"{role}: no tensor of '{path}' fits the network. It holds {string.Join(", ", stored.Keys.Take(5))}, ….");
            if (problems.Count > 0) return problems;
            using var _ = no_grad();
            foreach (var (to, from) in taken) to.copy_(from);
            return [];
        }
        finally
        {
            foreach (var tensor in stored.Values) tensor.Dispose();
        }
    }

    private static IEnumerable<string> Problems(LayerFreeze freeze, nn.Module network)
    {
        if (freeze.Until < 1) yield return $"LayerFreeze.Until must be at least 1, but was {freeze.Until}.";
        var (all, named) = (network.parameters().Count(), Named(freeze, network).Count());
        if (named == 0)
            yield return $"LayerFreeze: no parameter of the {freeze.Network} begins with '{freeze.Layers}'. There are {string.Join(", ", network.named_parameters().Select(p => Plain(p.name)).Take(8))}, ….";
        else if (named == all && freeze.Network == NetworkRole.Discriminator)
            yield return "LayerFreeze: all layers of the Discriminator are frozen, so that it has nothing to train. Leave the last ones free.";
    }

    private static IEnumerable<Parameter> Named(LayerFreeze freeze, nn.Module network) =>
        network.named_parameters().Where(p => Plain(p.name).StartsWith(freeze.Layers, StringComparison.Ordinal)).Select(p => p.parameter);

    private static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
