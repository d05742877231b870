using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>The steps that Gan.Net took, from its first weights, its latents and what its discriminator
/// judged.</summary>
internal sealed class Agreement
{
    private readonly Dictionary<string, Tensor> tensors = [];
    private readonly Dictionary<string, int> taken = [];

    /// <summary>Reads a safetensors file of float32.</summary>
    internal Agreement(string file)
    {
        var content = File.ReadAllBytes(file);
        var header = (int)BinaryPrimitives.ReadInt64LittleEndian(content);
        using var json = JsonDocument.Parse(content.AsMemory(8, header));
        foreach (var entry in json.RootElement.EnumerateObject().Where(e => e.Name != "__metadata__"))
        {
            var offsets = entry.Value.GetProperty("data_offsets").EnumerateArray().Select(o => o.GetInt32()).ToArray();
            var shape = entry.Value.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64()).ToArray();
            var bytes = content.AsSpan(8 + header + offsets[0], offsets[1] - offsets[0]);
            tensors[entry.Name] = tensor(MemoryMarshal.Cast<byte, float>(bytes).ToArray()).reshape(shape);
        }
    }

    /// <summary>The losses of D and G in each step.</summary>
    internal List<(float D, float G)> Losses(Game game)
    {
        Copy("generator", game.G);
        Copy("discriminator", game.D);
        var losses = new List<(float D, float G)>();
        for (var i = 0; i < (int)tensors["steps"].item<float>(); i++)
        {
            losses.Add(game.Step(() => Real(game), () => Next("latent"), (_, _) => Between()));
            Next("judged"); // what the generator made for its own update
        }
        return losses;
    }

    private Tensor Real(Game game)
    {
        var batch = Next("judged");
        if (!game.HasPenalty)
        {
            Next("judged"); // the generated ones, which the game makes itself
        }
        return batch;
    }

    private Tensor Between()
    {
        Next("judged");
        return Next("judged");
    }

    // Without its place in a dispose scope's way: the critic's updates mark what they get as an input of gradients.
    private Tensor Next(string kind)
    {
        var number = taken.GetValueOrDefault(kind);
        taken[kind] = number + 1;
        return tensors[$"{kind}.{number}"].detach();
    }

    private void Copy(string kind, nn.Module network)
    {
        using var scope = no_grad();
        var parameters = network.parameters().ToList();
        var given = tensors.Keys.Count(k => k.StartsWith(kind + ".", StringComparison.Ordinal));
        if (given != parameters.Count)
        {
            throw new ArgumentException(
                $"The file has {given} weights of the {kind}, this one has {parameters.Count}."
            );
        }
        for (var i = 0; i < given; i++)
        {
            parameters[i].copy_(tensors[$"{kind}.{i}"]);
        }
    }
}
