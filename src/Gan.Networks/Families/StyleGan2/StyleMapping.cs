using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// The mapping network of StyleGAN (Karras et al. 2019, section 2): latents [N, z] and a code of the condition [N, c]
/// to styles [N, w]. Both are normalised to a mean square of 1 and joined; fully connected layers with an equalised and
/// lowered rate follow.
/// </summary>
internal sealed class StyleMapping : Module<Tensor, Tensor>
{
    private readonly long latentSize;
    private readonly Module<Tensor, Tensor>? embedding;
    private readonly Module<Tensor, Tensor> layers;

    /// <param name="options">Sizes and rate.</param>
    /// <param name="code">Entries c behind the latent; 0 without a condition.</param>
    internal StyleMapping(StyleGan2Options options, long code)
        : base(nameof(StyleMapping))
    {
        latentSize = options.LatentSize;
        embedding = code > 0 ? new EqualizedLinear(code, latentSize) : null;
        var width = latentSize + (code > 0 ? latentSize : 0);
        var list = new List<(string, Module<Tensor, Tensor>)>();
        for (var i = 0; i < options.MappingLayers; i++)
        {
            var from = i == 0 ? width : options.StyleSize;
            list.Add(($"{i}", new EqualizedLinear(from, options.StyleSize, Math.Sqrt(2), options.MappingRate)));
            list.Add(($"{i}relu", LeakyReLU(0.2)));
        }
        layers = Sequential(list);
        RegisterComponents();
    }

    /// <param name="input">Latents with the condition's code behind, [N, z + c].</param>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var latent = Normalised(input.narrow(1, 0, latentSize));
        if (embedding is not null)
        {
            var code = embedding.call(input.narrow(1, latentSize, input.size(1) - latentSize));
            latent = cat([latent, Normalised(code)], 1);
        }
        return scope.MoveToOuter(layers.call(latent));
    }

    private static Tensor Normalised(Tensor rows) => rows * (rows.square().mean([1], keepdim: true) + 1e-8).rsqrt();
}
