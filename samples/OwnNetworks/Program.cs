// Networks of your own: any TorchSharp modules that map latents to samples and samples to scores.
using Gan;
using Gan.Monitoring;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

var steps = Arguments.Steps(args, 1000);
using var signals = new StopSignals(); // Ctrl-C, SIGTERM and SIGHUP end the training, not the program

using var gan = new GanBuilder()
    .WithNetworks(spec => new UpsamplingGenerator(spec), Critic, latentSize: 64)
    .WithWgangp()
    .WithTraining(new TrainingOptions { Steps = steps })
    .Train(new ConsoleProgress(), signals.Token);

using var samples = gan.Sample(64, seed: 1);
SampleGrid.Draw(samples).Save("out/own-networks/grid.png");
gan.Save("out/own-networks/generator.safetensors");

// The file holds the weights; a network of your own is made by the function that made it for the training.
using var loaded = TrainedGan.Load(
    "out/own-networks/generator.safetensors",
    generator: spec => new UpsamplingGenerator(spec)
);
using var again = loaded.Sample(64, seed: 1);
Console.WriteLine(
    "out/own-networks/grid.png shows 64 samples; "
        + $"loaded again they are {(again.allclose(samples) ? "the same" : "others")}."
);

// A plain module needs no class: Wrap makes it a discriminator. It gives one score a sample and ends without a sigmoid.
static DiscriminatorNetwork Critic(NetworkSpec spec) =>
    DiscriminatorNetwork.Wrap(
        Sequential(
            Conv2d(spec.Shape[0], 32, 4, stride: 2, padding: 1),
            LeakyReLU(0.2),
            Conv2d(32, 64, 4, stride: 2, padding: 1),
            LeakyReLU(0.2),
            Flatten(),
            Linear(64 * (spec.Shape[1] / 4) * (spec.Shape[2] / 4), 1)
        )
    );

/// <summary>Nearest neighbours and convolutions instead of transposed convolutions, against chequerboards (Odena et al.
/// 2016).</summary>
sealed class UpsamplingGenerator : GeneratorNetwork
{
    private readonly long height;
    private readonly long width;
    private readonly Module<Tensor, Tensor> dense;
    private readonly Module<Tensor, Tensor> image;

    public UpsamplingGenerator(NetworkSpec spec)
        : base(nameof(UpsamplingGenerator))
    {
        height = spec.Shape[1] / 4;
        width = spec.Shape[2] / 4;
        dense = Sequential(Linear(spec.LatentSize, 64 * height * width), ReLU());
        image = Sequential(
            Upsample(scale_factor: [2, 2]),
            Conv2d(64, 32, 3, padding: 1),
            BatchNorm2d(32),
            ReLU(),
            Upsample(scale_factor: [2, 2]),
            Conv2d(32, spec.Shape[0], 3, padding: 1),
            Tanh()
        );
        RegisterComponents();
    }

    public override Tensor forward(Tensor latent, Tensor? condition) =>
        image.call(dense.call(latent).view(-1, 64, height, width));
}
