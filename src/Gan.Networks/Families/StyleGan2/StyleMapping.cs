using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// The mapping network of StyleGAN (Karras et al. 2019, section 2): latents [N, z] and a code of the condition [N, c]
/// to styles [N, w]. Both are normalised to a mean square of 1 and joined; fully connected layers with an equalised and
/// lowered rate follow.
/// </summary>
internal sealed class StyleMapping : Module<Tensor, Tensor>, IGraphed
{
    private readonly long latentSize;
    private readonly Module<Tensor, Tensor>? embedding;
    private readonly Module<Tensor, Tensor> layers;

    /// <param name="options">Sizes and rate.</param>
    /// <param name="code">Entries c behind the latent; 0 without a condition.</param>
    internal StyleMapping(StyleGan2Options options, long code)
        : this(options.LatentSize, code, options.StyleSize, options.MappingLayers, options.MappingRate) { }

    /// <param name="latentSize">Entries z; 0 for a code alone.</param>
    /// <param name="code">Entries c behind the latent; 0 for none.</param>
    /// <param name="styleSize">Entries w.</param>
    /// <param name="count">Layers.</param>
    /// <param name="rate">Factor on the learning rate.</param>
    internal StyleMapping(long latentSize, long code, long styleSize, int count, double rate)
        : base(nameof(StyleMapping))
    {
        this.latentSize = latentSize;
        var embedded = latentSize > 0 ? latentSize : styleSize;
        embedding = code > 0 ? new EqualizedLinear(code, embedded) : null;
        var width = latentSize + (code > 0 ? embedded : 0);
        var list = new List<(string, Module<Tensor, Tensor>)>();
        for (var i = 0; i < count; i++)
        {
            list.Add(($"{i}", new EqualizedLinear(i == 0 ? width : styleSize, styleSize, Math.Sqrt(2), rate)));
            list.Add(($"{i}relu", LeakyReLU(0.2)));
        }
        layers = Sequential(list);
        RegisterComponents();
    }

    /// <param name="input">Latents with the condition's code behind, [N, z + c].</param>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        if (embedding is null)
        {
            return scope.MoveToOuter(layers.call(PixelNorm.Of(input)));
        }
        var code = PixelNorm.Of(embedding.call(input.narrow(1, latentSize, input.size(1) - latentSize)));
        var latent = input.narrow(1, 0, latentSize);
        return scope.MoveToOuter(layers.call(latentSize == 0 ? code : cat([PixelNorm.Of(latent), code], 1)));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        if (embedding is null)
        {
            return graph.Call(layers, graph.PixelNormed(input));
        }
        var width = input.Shape[1] - latentSize;
        var code = graph.PixelNormed(graph.Call(embedding, graph.Narrow(input, 1, latentSize, width)));
        if (latentSize == 0)
        {
            return graph.Call(layers, code);
        }
        var latent = graph.PixelNormed(graph.Narrow(input, 1, 0, latentSize));
        return graph.Call(layers, graph.Concatenate(1, latent, code));
    }
}
