using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// CTGAN's generator (Xu et al. 2019, section 4.4): each hidden layer is joined to what it reads, h ⊕
/// ReLU(BN(Linear(h))), and each head is tanh or Gumbel softmax (Jang et al. 2017) of a linear layer.
/// </summary>
/// <remarks>
/// The Gumbel noise comes from the last entries of the latent, normal numbers that are mapped to Gumbel's distribution.
/// It is drawn in evaluation mode too: without it each code would be the likeliest one.
/// </remarks>
public sealed class CtganGenerator : GeneratorNetwork, ILogits, IGraphed
{
    private readonly Module<Tensor, Tensor>[] layers;
    private readonly Module<Tensor, Tensor> output;
    private readonly CtganHead[] heads;
    private readonly NetworkInput input;
    private readonly long latentSize;
    private readonly long noiseSize;
    private readonly long codeSize;
    private readonly double temperature;

    /// <summary>Makes the generator for samples of <c>spec.Shape</c>.</summary>
    /// <exception cref="ArgumentException">The heads make samples of another shape.</exception>
    public CtganGenerator(CtganOptions options, NetworkSpec spec)
        : base(nameof(CtganGenerator))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        CtganHeads.ThrowIfUnfit(options, spec);
        heads = [.. options.Heads];
        latentSize = spec.LatentSize;
        noiseSize = options.NoiseSize;
        codeSize = options.CodeSize;
        temperature = options.Temperature;
        Codes = [.. heads.Where(head => head.Kind == CtganHeadKind.AskedCode).Select(head => head.Width)];
        input = new NetworkInput(this);
        var width = latentSize - codeSize;
        var hidden = new List<Module<Tensor, Tensor>>();
        foreach (var each in options.GeneratorWidths)
        {
            var n = hidden.Count;
            var layer = Sequential(
                ($"linear{n}", spec.InPrecision(Linear(width, each))),
                ($"norm{n}", BatchNorm1d(each)),
                ($"relu{n}", ReLU(inplace: true))
            );
            hidden.Add(layer);
            register_module($"layer{n}", layer);
            width += each;
        }
        layers = [.. hidden];
        output = spec.InPrecision(Linear(width, spec.Size));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public IReadOnlyList<long> Codes { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor latent, Tensor? condition)
    {
        using var scope = NewDisposeScope();
        return MakeWithLogits(latent, condition).Samples.MoveToOuterDisposeScope();
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var noise = codeSize == 0 ? input : GumbelTo(graph, graph.Narrow(input, 1, noiseSize, codeSize));
        var state = graph.Without(input, noiseSize, codeSize);
        foreach (var layer in layers)
        {
            state = graph.Concatenate(1, state, graph.Call(layer, state));
        }
        var all = graph.Call(output, state);
        var made = new GraphValue[heads.Length];
        var at = 0L;
        var drawn = 0L;
        for (var i = 0; i < heads.Length; i++)
        {
            var width = heads[i].Width;
            var part = graph.Narrow(all, 1, at, width);
            at += width;
            if (heads[i].Kind == CtganHeadKind.Number)
            {
                made[i] = graph.Each("Tanh", part);
                continue;
            }
            var noisy = graph.Add(part, graph.Narrow(noise, 1, drawn, width));
            made[i] = graph.Each("Softmax", graph.Scale(noisy, 1 / temperature), ("axis", 1L));
            drawn += width;
        }
        return graph.Concatenate(1, made);
    }

    /// <inheritdoc/>
    public (Tensor Samples, Tensor Logits) MakeWithLogits(Tensor latent, Tensor? condition)
    {
        input.Require(latent, nameof(latent), latentSize);
        using var scope = NewDisposeScope();
        var noise = Gumbel(latent.narrow(1, noiseSize, codeSize));
        // a condition stands behind the latent
        var behind = noiseSize + codeSize;
        var state = cat([latent.narrow(1, 0, noiseSize), latent.narrow(1, behind, latentSize - behind)], 1);
        foreach (var layer in layers)
        {
            state = cat([state, layer.call(state)], 1);
        }
        var parts = output.call(state).split([.. heads.Select(head => head.Width)], 1);
        var made = new Tensor[heads.Length];
        var asked = new List<Tensor>();
        var drawn = 0L;
        for (var i = 0; i < heads.Length; i++)
        {
            if (heads[i].Kind == CtganHeadKind.Number)
            {
                made[i] = parts[i].tanh();
                continue;
            }
            made[i] = ((parts[i] + noise.narrow(1, drawn, heads[i].Width)) / temperature).softmax(1);
            drawn += heads[i].Width;
            if (heads[i].Kind == CtganHeadKind.AskedCode)
            {
                asked.Add(parts[i]);
            }
        }
        var logits = asked.Count > 0 ? cat(asked, 1) : zeros([latent.size(0), 0], device: latent.device);
        return (cat(made, 1).MoveToOuterDisposeScope(), logits.MoveToOuterDisposeScope());
    }

    private static GraphValue GumbelTo(NetworkGraph graph, GraphValue normal)
    {
        var share = graph.Each("Erf", graph.Scale(normal, Math.Sqrt(0.5)));
        var uniform = graph.Clip(graph.Scale(graph.Shift(share, 1), 0.5), 1e-7, 1 - 1e-7);
        var once = graph.Each("Neg", graph.Each("Log", uniform));
        return graph.Each("Neg", graph.Each("Log", once));
    }

    /// <summary>−ln(−ln Φ(x)): numbers of Gumbel's distribution from normal ones.</summary>
    private static Tensor Gumbel(Tensor normal)
    {
        // The bounds are those of float32 below 1; the tails beyond them have one in ten million numbers.
        var uniform = ((normal * Math.Sqrt(0.5)).erf() + 1) / 2;
        return -(-uniform.clamp(1e-7, 1 - 1e-7).log()).log();
    }
}
