using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TorchSharp.Modules;

namespace Gan.Losses.Tests.Fixtures;

/// <summary>What PyTorch computed of penalties; see make_terms.py beside this file.</summary>
internal static class Terms
{
    private static readonly Lazy<Cases> All = new(Read);

    public static IReadOnlyList<TermCase> Discriminator => All.Value.Discriminator;

    public static IReadOnlyList<GeneratorTermCase> Generator => All.Value.Generator;

    public static CriticCase Critic(string name) => All.Value.Critics.Single(c => c.Critic == name);

    private static Cases Read()
    {
        using var stream = typeof(Terms).Assembly.GetManifestResourceStream("terms.json")!;
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        return JsonSerializer.Deserialize<Cases>(stream, options)!;
    }

    private sealed record Cases(CriticCase[] Critics, TermCase[] Discriminator, GeneratorTermCase[] Generator);
}

internal sealed record TermCase(string Term, string Critic, double Value, double[][] Gradients);

/// <summary>A critic and the batches it is asked about.</summary>
internal sealed record CriticCase(
    string Critic,
    long[][] Shapes,
    double[][] Weights,
    long[] Batch,
    double[] Real,
    double[] Fake
)
{
    public Tensor[] Leaves() => [.. Weights.Zip(Shapes, (values, shape) => Tensors.Leaf(values, shape: shape))];

    public PenaltyContext Context(
        IReadOnlyList<Tensor> weights,
        int seed = 5,
        PenaltyMemory? memory = null,
        bool exchanged = false
    )
    {
        var real = Tensors.Make(Real, shape: Batch);
        var fake = Tensors.Make(Fake, shape: Batch);
        var critic = Critics.Named(Critic, weights);
        if (exchanged)
        {
            (real, fake) = (fake, real);
        }
        return PenaltyContext.ForDiscriminator(
            new Judged(real, fake, critic(real), critic(fake)),
            critic,
            new torch.Generator((ulong)seed)
        ) with
        {
            Memory = memory ?? new PenaltyMemory(),
        };
    }
}

internal sealed record GeneratorTermCase(
    string Term,
    long[][] Shapes,
    double[][] Weights,
    double[] Latents,
    double Value,
    double[][] Gradients
)
{
    public Parameter[] Leaves() =>
        [.. Weights.Zip(Shapes, (values, shape) => new Parameter(Tensors.Make(values, shape: shape)))];

    /// <summary>A small generator of samples [8, 1, 2, 2] against the critic "mlp" of the fixture, whose first layer
    /// gives the features.</summary>
    public PenaltyContext Context(Parameter[] w)
    {
        var critic = Terms.Critic("mlp");
        var frozen = critic.Leaves();
        var latents = Tensors.Make(Latents, shape: [8, 3]);
        Tensor Make(Tensor z) => ((z.matmul(w[0].t()) + w[1]).tanh().matmul(w[2].t()) + w[3]).reshape(-1, 1, 2, 2);
        return PenaltyContext.ForGenerator(
            new Judged(
                Tensors.Make(critic.Real, shape: [8, 1, 2, 2]),
                Make(latents),
                () => throw new InvalidOperationException("not asked for"),
                Critics.Mlp(frozen, Make(latents).flatten(1))
            )
            {
                Latents = latents,
            },
            x => Critics.Mlp(frozen, x.flatten(1)),
            Make,
            new torch.Generator(5)
        ) with
        {
            Features = x => (x.flatten(1).matmul(frozen[0].t()) + frozen[1]).tanh(),
            Parameters = w,
        };
    }
}
