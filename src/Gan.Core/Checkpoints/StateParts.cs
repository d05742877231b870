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
    internal const string Average = "average.safetensors";

    internal static IReadOnlyList<StatePart> Of(
        GanModel model,
        AdversarialStep adversary,
        Func<Dictionary<string, string>> blueprint
    ) =>
        [
            Network("generator", model.Generator, blueprint),
            Network("discriminator", model.Discriminator, blueprint),
            ReferenceEquals(model.Average.Network, model.Generator)
                ? Unaveraged(model.Generator, blueprint)
                : Network("average", model.Average.Network, blueprint),
            new(
                "generator-optimizer.safetensors",
                adversary.GeneratorOptimizer.Capture,
                adversary.GeneratorOptimizer.Restore
            ),
            new(
                "discriminator-optimizer.safetensors",
                adversary.CriticOptimizer.Capture,
                adversary.CriticOptimizer.Restore
            ),
            new(
                "memory.safetensors",
                () => Remembered(adversary.Terms),
                stored => Remember(adversary.Terms, stored, adversary.Device)
            ),
        ];

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

    private static StatePart Network(string name, nn.Module network, Func<Dictionary<string, string>> blueprint) =>
        new($"{name}.safetensors", () => network.state_dict(), stored => Fill(network, stored), blueprint);

    // Without an average the generator stands in both files; what the file of an earlier training averaged must not
    // take its place.
    private static StatePart Unaveraged(nn.Module generator, Func<Dictionary<string, string>> blueprint) =>
        new(Average, () => generator.state_dict(), stored => CheckFit(generator, stored), blueprint);

    private static Dictionary<string, Tensor> CheckFit(nn.Module network, Dictionary<string, Tensor> stored)
    {
        var own = network.state_dict();
        string[] missing = [.. own.Keys.Except(stored.Keys)],
            extra = [.. stored.Keys.Except(own.Keys)];
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

    private static Dictionary<string, Tensor> Remembered(ObjectiveTerms terms) =>
        terms
            .Memories.SelectMany(m => m.Memory.Values.Select(v => (Name: $"{m.Name}/{v.Key}", v.Value)))
            .ToDictionary(v => v.Name, v => v.Value);

    private static void Remember(ObjectiveTerms terms, Dictionary<string, Tensor> stored, Device device)
    {
        var memories = terms.Memories.ToDictionary(m => m.Name, m => m.Memory);
        foreach (var memory in memories.Values)
        {
            memory.Dispose(); // empties it
        }
        foreach (var (name, tensor) in stored)
        {
            var slash = name.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0 || !memories.TryGetValue(name[..slash], out var memory))
            {
                throw new InvalidDataException($"'{name}' belongs to no term of the objective");
            }
            memory.Remember(name[(slash + 1)..], tensor.to(device));
        }
    }
}
