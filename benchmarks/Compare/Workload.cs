using Gan;
using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>Work that benchmarks/peers/peer.py does too, under the same name.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Title">What is timed.</param>
/// <param name="Batch">Samples a batch.</param>
/// <param name="Data">The data set.</param>
/// <param name="Networks">The networks.</param>
/// <param name="Apply">Loss and optimisers.</param>
/// <param name="Steps">Steps timed in a round.</param>
/// <param name="Warm">Steps before these.</param>
/// <param name="Work">The networks' multiplications.</param>
/// <param name="Critics">Critic updates with gradient penalty; 0 for one without.</param>
internal sealed record Workload(string Name, string Title, int Batch, Func<IDataset> Data, INetworks Networks, Func<GanBuilder, GanBuilder> Apply, int Steps, int Warm, Work Work, int Critics = 0)
{
    private static readonly DcganOptions Tutorial = DcganOptions.Tutorial, Paper = DcganOptions.Paper;

    internal static IReadOnlyList<Workload> All { get; } =
    [
        new("mlp", "MLP GAN, batch 64: a step", 64, Mnist.Embedded, MlpOptions.Tutorial, g => g.WithVanilla().WithOptimizers(new AdamOptions(2e-4, 0.5, 0.999)), 80, 60, Work.Mlp),
        new("ring", "PacGAN's ring, MLP 400, batch 100: a step", 100, () => GaussianMixture.Ring(), new PacganNetworks(), g => g.WithVanilla().WithOptimizers(new AdamOptions(1e-4, 0.8, 0.999)), 200, 200, Work.Ring),
        new("dcgan28", "DCGAN 28x28 (tutorial), batch 256: a step", 256, Mnist.Embedded, Tutorial, Vanilla28, 8, 3, Work.Dcgan28),
        new("dcgan64", "DCGAN 64x64 RGB (paper), batch 64: a step", 64, Colours, Paper, g => g.WithVanilla().WithOptimizers(new AdamOptions(2e-4, 0.5, 0.999)), 8, 3, Work.Dcgan64),
        new("wgangp28", "WGAN-GP on DCGAN 28x28, batch 256: 5 critic updates and one of G", 256, Mnist.Embedded, Tutorial, Wgangp, 3, 1, Work.Dcgan28, 5),
        new("wgangp64", "WGAN-GP on DCGAN 64x64 RGB, batch 64: 5 critic updates and one of G", 64, Colours, Paper, Wgangp, 3, 1, Work.Dcgan64, 5),
        new("sample", "10,000 images from DCGAN 28x28", 256, Mnist.Embedded, Tutorial, Vanilla28, 2, 1, Work.Dcgan28),
        new("start", "Process start to the end of the first step, MLP GAN", 64, Mnist.Embedded, MlpOptions.Tutorial, g => g.WithVanilla(), 1, 0, Work.Mlp),
        new("epoch", "An epoch of 10,000 digits from files, DCGAN 28x28, batch 256", 256, Mnist.Embedded, Tutorial, Vanilla28, 39, 0, Work.Dcgan28),
    ];

    /// <summary>The workload whose search for the peers' fastest setting serves this one too: the same networks, in less time.</summary>
    internal string CalibratedBy => Name is "sample" or "epoch" ? "dcgan28" : Name == "start" ? "mlp" : Name;

    /// <summary>Multiplications of what is timed.</summary>
    internal double Multiplications => Name switch
    {
        "sample" => 10_000 * Work.Generator,
        "epoch" => Steps * Work.Step(Batch, 0),
        _ => Work.Step(Batch, Critics),
    };

    internal GanTrainer Build(IDataset data, INetworks? networks = null, long? steps = null) =>
        Apply(new GanBuilder().WithData(data).WithNetworks(networks ?? Networks))
            .WithTraining(new TrainingOptions { Steps = steps ?? Steps + Warm, BatchSize = Batch, MovingAverageDecay = 0 }).Build();

    private static GanBuilder Vanilla28(GanBuilder gan) => gan.WithVanilla().WithOptimizers(new AdamOptions(1e-4, 0.9, 0.999));

    private static GanBuilder Wgangp(GanBuilder gan) => gan.WithWgangp().WithOptimizers(new AdamOptions(1e-4, 0, 0.9));

    private static ImageDataset Colours()
    {
        using var random = new Generator(0);
        return new ImageDataset(randint(0, 256, [1024, 3, 64, 64], ScalarType.Byte, generator: random));
    }
}
