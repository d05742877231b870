using Gan;
using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>Work that the peers of benchmarks/peers do too, under the same name.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Title">The row's name in tables.</param>
/// <param name="Batch">Samples a batch.</param>
/// <param name="Data">The data set.</param>
/// <param name="Networks">The networks.</param>
/// <param name="Apply">Loss and optimisers.</param>
/// <param name="Steps">Steps timed in a round.</param>
/// <param name="Warm">Steps before these.</param>
/// <param name="Work">The networks' multiplications.</param>
/// <param name="Critics">Critic updates with gradient penalty; 0 for one without.</param>
internal sealed record Workload(
    string Name,
    string Title,
    int Batch,
    Func<IDataset> Data,
    INetworkFamily Networks,
    Func<GanBuilder, GanBuilder> Apply,
    int Steps,
    int Warm,
    Work Work,
    int Critics = 0
)
{
    /// <summary>Digits in the file of an epoch.</summary>
    internal const int EpochDigits = 10_000;

    private static readonly DcganOptions Tutorial = DcganOptions.Tutorial;
    private static readonly DcganOptions Paper = DcganOptions.Paper;

    /// <summary>From the start of a process to the end of its first step.</summary>
    internal static Workload Start { get; } =
        new(
            "start",
            "Start to the end of step 1, MLP",
            64,
            Mnist.Embedded,
            MlpOptions.Tutorial,
            g => g.WithVanilla(),
            1,
            0,
            Work.Mlp
        );

    internal static IReadOnlyList<Workload> All { get; } =
    [
        new(
            "mlp",
            "MLP, batch 64",
            64,
            Mnist.Embedded,
            MlpOptions.Tutorial,
            g => Vanilla(g, 2e-4, 0.5),
            80,
            60,
            Work.Mlp
        ),
        new(
            "ring",
            "Ring of PacGAN, batch 100",
            100,
            () => GaussianMixture.Ring(),
            new PacganNetworks(),
            g => Vanilla(g, 1e-4, 0.8),
            200,
            100,
            Work.Ring
        ),
        new(
            "dcgan28",
            "DCGAN 28, batch 256",
            256,
            Mnist.Embedded,
            Tutorial,
            g => Vanilla(g, 1e-4, 0.9),
            20,
            10,
            Work.Dcgan28
        ),
        new("dcgan64", "DCGAN 64 RGB, batch 64", 64, Colours, Paper, g => Vanilla(g, 2e-4, 0.5), 12, 6, Work.Dcgan64),
        new("wgangp28", "WGAN-GP 28, batch 256", 256, Mnist.Embedded, Tutorial, Wgangp, 4, 2, Work.Dcgan28, 5),
        new("wgangp64", "WGAN-GP 64 RGB, batch 64", 64, Colours, Paper, Wgangp, 3, 2, Work.Dcgan64, 5),
        new(
            "sample",
            "Sampling 10,000 of DCGAN 28",
            256,
            Mnist.Embedded,
            Tutorial,
            g => Vanilla(g, 1e-4, 0.9),
            3,
            1,
            Work.Dcgan28
        ),
        Start,
        new(
            "epoch",
            "Epoch of 10,000 from files, DCGAN 28",
            256,
            Mnist.Embedded,
            Tutorial,
            g => Vanilla(g, 1e-4, 0.9),
            EpochDigits / 256,
            0,
            Work.Dcgan28
        ),
    ];

    /// <summary>The workload whose trial of the peers' settings serves this one too, in less time; null to try
    /// itself.</summary>
    internal string? TriedBy => Name == "epoch" ? "dcgan28" : null;

    /// <summary>Whether a step of it can be taken by each side from equal weights.</summary>
    internal bool HasComparableSteps => Name is not ("sample" or "start" or "epoch");

    /// <summary>Steps whose losses are compared: three, or ten updates of a critic.</summary>
    internal int AgreedSteps => Critics > 0 ? 2 : 3;

    /// <summary>Processes a round: one that lasts less than a second tells little.</summary>
    internal int Processes => Name == "start" ? 5 : 1;

    /// <summary>Multiplications of what is timed; null where little is multiplied.</summary>
    internal double? Multiplications =>
        Name switch
        {
            "start" => null,
            "sample" => 10_000 * Work.Generator,
            "epoch" => Steps * Work.Step(Batch, 0),
            _ => Work.Step(Batch, Critics),
        };

    internal GanTrainer Build(IDataset data, long steps, INetworkFamily? networks = null) =>
        Apply(new GanBuilder().WithData(data).WithNetworks(networks ?? Networks))
            .WithTraining(
                new TrainingOptions
                {
                    Steps = steps,
                    BatchSize = Batch,
                    MovingAverageDecay = 0,
                }
            )
            .Build();

    private static GanBuilder Vanilla(GanBuilder gan, double rate, double beta1) =>
        gan.WithVanilla().WithOptimizers(new AdamOptions(rate, beta1, 0.999));

    private static GanBuilder Wgangp(GanBuilder gan) => gan.WithWgangp().WithOptimizers(new AdamOptions(1e-4, 0, 0.9));

    private static ImageDataset Colours()
    {
        using var random = new Generator(0);
        return new ImageDataset(randint(0, 256, [1024, 3, 64, 64], ScalarType.Byte, generator: random));
    }
}
