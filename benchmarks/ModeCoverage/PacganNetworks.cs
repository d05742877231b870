using Gan;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

/// <summary>
/// The networks of PacGAN's synthetic experiments (Lin et al. 2018, appendix): G has four layers of 400 without bias,
/// batch normalisation and ReLU; D has three maxout layers of 200 units and 5 pieces (Goodfellow et al. 2013). Weights
/// N(0, 0.02), biases 0. Packing widens D's first layer.
/// </summary>
internal sealed record PacganNetworks : INetworkFamily
{
    public long LatentSize => 2;

    public GeneratorNetwork Generator(NetworkSpec spec)
    {
        var layers = new List<Module<Tensor, Tensor>>();
        for (var i = 0; i < 4; i++)
        {
            layers.AddRange([
                spec.InPrecision(Linear(i == 0 ? spec.LatentSize : 400, 400, hasBias: false)),
                BatchNorm1d(400),
                ReLU(),
            ]);
        }
        layers.Add(Linear(400, spec.Size));
        var network = Sequential(layers);
        Initialise(network);
        return GeneratorNetwork.Wrap(network);
    }

    public DiscriminatorNetwork Discriminator(NetworkSpec spec)
    {
        var network = new MaxoutDiscriminator(spec.Size);
        Initialise(network);
        return network;
    }

    private static void Initialise(Module network)
    {
        foreach (var (name, parameter) in network.named_parameters())
        {
            if (name.EndsWith("bias", StringComparison.Ordinal))
            {
                init.zeros_(parameter);
            }
            else if (parameter.dim() > 1)
            {
                init.normal_(parameter, 0, 0.02);
            }
        }
    }

    private sealed class MaxoutDiscriminator : DiscriminatorNetwork
    {
        private readonly Module<Tensor, Tensor> layers;
        private readonly Module<Tensor, Tensor> score;

        internal MaxoutDiscriminator(long inputs)
            : base(nameof(MaxoutDiscriminator))
        {
            layers = Sequential(new Maxout(inputs, 200, 5), new Maxout(200, 200, 5), new Maxout(200, 200, 5));
            score = Linear(200, 1);
            RegisterComponents();
        }

        public override bool IsSamplewise => true;

        public override long FeatureSize => 200;

        public override Tensor Features(Tensor sample, Tensor? condition) => layers.call(sample);

        public override Tensor Score(Tensor features) => score.call(features).flatten();

        public override Tensor forward(Tensor sample, Tensor? condition) => Score(Features(sample, condition));
    }
}
