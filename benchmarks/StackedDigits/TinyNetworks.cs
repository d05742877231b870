using Gan;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

/// <summary>
/// The tiny networks of stacked MNIST in the setting of Unrolled GANs (Metz et al. 2017, appendix; as PacGAN's table 3
/// repeats it): latents of 256, G with 64, 32, 16 and 8 maps, D with a few maps in three halvings.
/// </summary>
/// <param name="Maps">Maps of D's first layer: 2 for a quarter of G, 4 for a half.</param>
/// <param name="Norm">Whether D has batch normalisation, as in the papers; a gradient penalty needs it off.</param>
internal sealed record TinyNetworks(long Maps, bool Norm) : INetworkFamily
{
    public long LatentSize => 256;

    public GeneratorNetwork Generator(NetworkSpec spec)
    {
        var layers = new List<Module<Tensor, Tensor>>
        {
            spec.InPrecision(Linear(spec.LatentSize, 64 * 4 * 4, hasBias: false)),
            Unflatten(1, [64, 4, 4]),
            BatchNorm2d(64),
            ReLU(),
        };
        var maps = 64L;
        foreach (var rest in new[] { 0L, 1L, 1L }) // 4 to 7, 14 and 28 pixels
        {
            layers.AddRange([
                spec.InPrecision(
                    ConvTranspose2d(maps, maps / 2, 3, stride: 2, padding: 1, output_padding: rest, bias: false),
                    channelsLast: true
                ),
                BatchNorm2d(maps / 2),
                ReLU(),
            ]);
            maps /= 2;
        }
        layers.AddRange([spec.InPrecision(Conv2d(maps, spec.Shape[0], 3, padding: 1), channelsLast: true), Tanh()]);
        return GeneratorNetwork.Wrap(Sequential(layers));
    }

    public DiscriminatorNetwork Discriminator(NetworkSpec spec)
    {
        var layers = new List<Module<Tensor, Tensor>>();
        var from = spec.Shape[0];
        for (var i = 0; i < 3; i++) // 28 to 14, 7 and 4 pixels
        {
            var to = Maps << i;
            layers.Add(spec.InPrecision(Conv2d(from, to, 3, stride: 2, padding: 1), channelsLast: true));
            if (Norm)
            {
                layers.Add(BatchNorm2d(to));
            }
            layers.Add(LeakyReLU(0.3));
            from = to;
        }
        layers.AddRange([Flatten(), Linear(from * 4 * 4, 1)]);
        return DiscriminatorNetwork.Wrap(Sequential(layers));
    }
}
