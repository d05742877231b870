using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

/// <summary>The two networks of each workload, as tutorials stack them.</summary>
internal static class Networks
{
    internal static (Sequential G, Sequential D) Mlp(double dropout)
    {
        var g = Sequential(
            Linear(100, 256),
            LeakyReLU(0.2),
            Linear(256, 512),
            LeakyReLU(0.2),
            Linear(512, 1024),
            LeakyReLU(0.2),
            Linear(1024, 784),
            Tanh(),
            Unflatten(1, [1, 28, 28])
        );
        var d = Sequential(
            Flatten(),
            Linear(784, 1024),
            LeakyReLU(0.2),
            Dropout(dropout),
            Linear(1024, 512),
            LeakyReLU(0.2),
            Dropout(dropout),
            Linear(512, 256),
            LeakyReLU(0.2),
            Dropout(dropout),
            Linear(256, 1)
        );
        return (g, d);
    }

    internal static (Sequential G, Sequential D) Ring()
    {
        var layers = new List<Module<Tensor, Tensor>>();
        for (var i = 0; i < 4; i++)
        {
            layers.Add(Linear(i == 0 ? 2 : 400, 400, hasBias: false));
            layers.Add(BatchNorm1d(400));
            layers.Add(ReLU());
        }
        layers.Add(Linear(400, 2));
        var d = Sequential(new Maxout(2, 200), new Maxout(200, 200), new Maxout(200, 200), Linear(200, 1));
        return (Sequential(layers), d);
    }

    internal static (Sequential G, Sequential D) Dcgan28(double dropout)
    {
        var g = Sequential(
            Linear(100, 7 * 7 * 256, hasBias: false),
            Unflatten(1, [256, 7, 7]),
            BatchNorm2d(256),
            LeakyReLU(0.3),
            ConvTranspose2d(256, 128, 5, stride: 1, padding: 2, bias: false),
            BatchNorm2d(128),
            LeakyReLU(0.3),
            ConvTranspose2d(128, 64, 5, stride: 2, padding: 2, output_padding: 1, bias: false),
            BatchNorm2d(64),
            LeakyReLU(0.3),
            ConvTranspose2d(64, 1, 5, stride: 2, padding: 2, output_padding: 1, bias: false),
            Tanh()
        );
        var d = Sequential(
            Conv2d(1, 64, 5, stride: 2, padding: 2),
            LeakyReLU(0.3),
            Dropout(dropout),
            Conv2d(64, 128, 5, stride: 2, padding: 2),
            LeakyReLU(0.3),
            Dropout(dropout),
            Flatten(),
            Linear(128 * 7 * 7, 1)
        );
        return (g, d);
    }

    /// <param name="norm">False under a gradient penalty, whose critic has no batch normalisation.</param>
    internal static (Sequential G, Sequential D) Dcgan64(bool norm)
    {
        var g = new List<Module<Tensor, Tensor>>
        {
            Linear(100, 512 * 16, hasBias: false),
            Unflatten(1, [512, 4, 4]),
            BatchNorm2d(512),
            ReLU(),
        };
        foreach (var maps in (long[])[256, 128, 64])
        {
            g.Add(ConvTranspose2d(2 * maps, maps, 4, stride: 2, padding: 1, bias: false));
            g.Add(BatchNorm2d(maps));
            g.Add(ReLU());
        }
        g.Add(ConvTranspose2d(64, 3, 4, stride: 2, padding: 1, bias: false));
        g.Add(Tanh());
        var d = new List<Module<Tensor, Tensor>>();
        var channels = 3L;
        foreach (var maps in (long[])[64, 128, 256, 512])
        {
            var normed = norm && channels > 3;
            d.Add(Conv2d(channels, maps, 4, stride: 2, padding: 1, bias: !normed));
            if (normed)
            {
                d.Add(BatchNorm2d(maps));
            }
            d.Add(LeakyReLU(0.2));
            channels = maps;
        }
        d.Add(Flatten());
        d.Add(Linear(512 * 16, 1));
        return (Sequential(g), Sequential(d));
    }

    private sealed class Maxout : Module<Tensor, Tensor>
    {
        private readonly long units;
        private readonly Linear pieces;

        internal Maxout(long inputs, long units)
            : base(nameof(Maxout))
        {
            this.units = units;
            pieces = Linear(inputs, units * 5);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => pieces.call(input).view(-1, 5, units).max(1).values;
    }
}
