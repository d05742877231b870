using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Texts;

/// <summary>What PyTorch makes of small networks with the same weights (Fixtures/make_texts.py).</summary>
internal static class TextWitness
{
    internal static readonly SeqGanOptions Options = new()
    {
        Tokens = 5,
        Length = 5,
        EndToken = 0,
        Embedding = 3,
        Hidden = 4,
        JudgeEmbedding = 3,
        Windows = [new(2, 4), new(5, 2), new(6, 9)],
    };

    internal static NetworkSpec Spec { get; } = new([5], 5);

    internal static double[] Of(string name)
    {
        using var stream = typeof(TextWitness).Assembly.GetManifestResourceStream("texts.json")!;
        using var json = JsonDocument.Parse(stream);
        var value = json.RootElement.GetProperty(name);
        return value.ValueKind == JsonValueKind.Number
            ? [value.GetDouble()]
            : [.. value.EnumerateArray().Select(number => number.GetDouble())];
    }

    internal static Tensor Tokens() => tensor(Of("tokens")).to(ScalarType.Int64).reshape(2, 5);

    /// <summary>Gives number t of the weights, in the order of their names, cos(1.7 t + 0.9 j) / 2.</summary>
    internal static T Filled<T>(T network)
        where T : nn.Module
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var all = network.named_parameters().OrderBy(pair => pair.name, StringComparer.Ordinal);
        foreach (var (t, (_, weight)) in all.Index())
        {
            var place = arange(weight.numel(), dtype: ScalarType.Float64);
            weight.copy_((((0.9 * place) + (1.7 * t)).cos() / 2).reshape(weight.shape));
        }
        return network;
    }

    internal static double Weights(nn.Module network) => network.parameters().Sum(weight => weight.numel());

    internal static double Distance(Tensor found, double[] expected) =>
        (found.flatten().to(ScalarType.Float64) - tensor(expected)).abs().max().ToDouble();
}
