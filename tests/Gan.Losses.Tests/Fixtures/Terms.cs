using System.Text.Json;

namespace Gan.Losses.Tests;

/// <summary>What PyTorch computed of penalties; see make_terms.py beside this file.</summary>
internal static class Terms
{
    private static readonly Lazy<Cases> All = new(Read);

    public static IReadOnlyList<TermCase> Discriminator => All.Value.Discriminator;

    public static CriticCase Critic(string name) => All.Value.Critics.Single(c => c.Critic == name);

    private static Cases Read()
    {
        using var stream = typeof(Terms).Assembly.GetManifestResourceStream("terms.json")!;
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
        return JsonSerializer.Deserialize<Cases>(stream, options)!;
    }

    private sealed record Cases(CriticCase[] Critics, TermCase[] Discriminator);
}

internal sealed record TermCase(string Term, string Critic, double Value, double[][] Gradients);

/// <summary>A critic and the batches it is asked about.</summary>
internal sealed record CriticCase(string Critic, long[][] Shapes, double[][] Weights, long[] Batch, double[] Real, double[] Fake)
{
    public Tensor[] Leaves() => [.. Weights.Zip(Shapes, (values, shape) => Tensors.Leaf(values, shape: shape))];

    public PenaltyContext Context(IReadOnlyList<Tensor> weights, int seed = 5, PenaltyMemory? memory = null, bool exchanged = false)
    {
        var (real, fake, critic) = (Tensors.Make(Real, shape: Batch), Tensors.Make(Fake, shape: Batch), Critics.Named(Critic, weights));
        if (exchanged) (real, fake) = (fake, real);
        return new PenaltyContext
        {
            Real = real, Fake = fake, RealScores = critic(real), FakeScores = critic(fake), Critic = critic,
            Memory = memory ?? new PenaltyMemory(), Random = new torch.Generator((ulong)seed),
        };
    }
}
