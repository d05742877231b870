using Gan.Data;
using Gan.Losses;
using static Gan.Monitoring.Tests.Health.HealthParts;
using static TorchSharp.torch.nn;

namespace Gan.Monitoring.Tests.Health;

internal static class HealthCases
{
    // Short trainings need more looks than the defaults give them.
    private static readonly HealthOptions Often = new()
    {
        CheckEvery = 10,
        SampleEvery = 20,
        Samples = 64,
    };
    private static readonly MlpOptions Points = new()
    {
        LatentSize = 8,
        GeneratorWidths = [64, 64],
        DiscriminatorWidths = [64, 64],
        Dropout = 0,
    };

    public static readonly IReadOnlyList<HealthCase> Healthy =
    [
        new(
            "digits, DCGAN, WGAN-GP (the quick start, narrower)",
            null,
            Mnist.Embedded,
            (gan, _) => gan.WithDcgan(new() { FeatureMaps = 8 }).WithWgangp(),
            60,
            400
        )
        {
            Batch = 32,
        },
        new(
            "ring, RpGAN + R1 + R2",
            null,
            () => GaussianMixture.Ring(count: 10_000),
            (gan, _) => gan.WithMlp(Points).WithR3gan(0.1).WithOptimizers(new AdamOptions(1e-3, 0, 0.99)),
            400,
            1500
        ),
        new(
            "digits, MLP, WGAN-GP",
            null,
            Mnist.Embedded,
            (gan, _) => gan.WithMlp(MlpOptions.Small).WithWgangp(),
            200,
            800
        )
        {
            Batch = 32,
        },
        new(
            "grid, MLP, WGAN-GP",
            null,
            () => GaussianMixture.Grid(count: 10_000),
            (gan, _) => gan.WithMlp(Points).WithWgangp(0.1).WithOptimizers(new AdamOptions(1e-3, 0, 0.9)),
            250,
            800
        ),
        new("point that R1 holds (Dirac)", null, Point, (gan, _) => Dirac(gan).AddPenalty(new R1Penalty(1)), 1000, 2000)
        {
            Batch = 4,
        },
    ];

    public static readonly IReadOnlyList<HealthCase> Failing =
    [
        new(
            "collapse: latent ignored",
            HealthKind.Collapse,
            () => GaussianMixture.Ring(count: 4000),
            (gan, _) =>
                gan.WithNetworks(spec => GeneratorNetwork.Wrap(new Constant(spec.Shape)), Points.Discriminator, 8),
            100,
            100
        )
        {
            Options = Often,
        },
        new(
            "collapse: discriminator stands still",
            HealthKind.Collapse,
            Mnist.Embedded,
            (gan, _) => gan.WithMlp(MlpOptions.Small).WithOptimizers(new AdamOptions(2e-3), new AdamOptions(1e-9)),
            200,
            400
        )
        {
            Options = Often,
            Batch = 32,
        },
        new(
            "collapse: fast generator, slow discriminator",
            HealthKind.Collapse,
            Mnist.Embedded,
            (gan, _) => gan.WithMlp(MlpOptions.Small).WithOptimizers(new AdamOptions(5e-3, 0.9), new AdamOptions(1e-5)),
            200,
            400
        )
        {
            Options = Often,
            Batch = 32,
        },
        new(
            "copies of 32 images",
            HealthKind.Memorisation,
            Few,
            (gan, data) =>
                gan.WithNetworks(spec => GeneratorNetwork.Wrap(new Lookup(data)), MlpOptions.Small.Discriminator, 8),
            100,
            100
        )
        {
            Options = Often,
            Batch = 16,
        },
        new(
            "discriminator wins: fast, five updates a step",
            HealthKind.DiscriminatorWins,
            Mnist.Embedded,
            (gan, _) => Winning(gan.WithVanilla()),
            80,
            300
        )
        {
            Options = Often,
            CriticSteps = 5,
            Batch = 32,
        },
        new(
            "discriminator wins: hinge",
            HealthKind.DiscriminatorWins,
            Mnist.Embedded,
            (gan, _) => Winning(gan.WithHinge()),
            80,
            300
        )
        {
            Options = Often,
            CriticSteps = 5,
            Batch = 32,
        },
        new(
            "vanishing gradient: minimax against a discriminator that wins",
            HealthKind.VanishingGradient,
            Mnist.Embedded,
            (gan, _) => Winning(gan.WithVanilla(saturating: true)),
            80,
            300
        )
        {
            Options = Often,
            CriticSteps = 5,
            Batch = 32,
        },
        new(
            "exploding: rate 0.5",
            HealthKind.Exploding,
            Mnist.Embedded,
            (gan, _) => gan.WithMlp(MlpOptions.Small).WithOptimizers(new AdamOptions(0.5)),
            60,
            200
        )
        {
            Options = Often,
            Batch = 32,
        },
        new(
            "exploding: WGAN-GP at rate 0.3",
            HealthKind.Exploding,
            () => GaussianMixture.Ring(count: 4000),
            (gan, _) => gan.WithMlp(Points).WithWgangp().WithOptimizers(new AdamOptions(0.3, 0, 0.9)),
            100,
            200
        )
        {
            Options = Often,
        },
        new(
            "oscillation: a point without penalty (Dirac)",
            HealthKind.Oscillation,
            Point,
            (gan, _) => Dirac(gan),
            1000,
            2000
        )
        {
            Batch = 4,
        },
        new(
            "not a number: skipped",
            HealthKind.NonFinite,
            () => GaussianMixture.Ring(count: 4000),
            (gan, _) =>
                gan.WithMlp(Points)
                    .WithLoss(new NoNumber())
                    .WithNumberGuard(new(NumberPolicy.Skip) { MaxSkips = 1000 }),
            20,
            20
        ),
        new(
            "not a number: stopped",
            HealthKind.NonFinite,
            () => GaussianMixture.Ring(count: 4000),
            (gan, _) => gan.WithMlp(Points).WithLoss(new NoNumber()),
            20,
            20
        ),
    ];

    public static GanBuilder Builder(HealthCase one, IDataset data, ulong seed, bool whole) =>
        one.Settings(
            new GanBuilder()
                .WithData(data)
                .WithTraining(
                    new()
                    {
                        Steps = whole ? one.Whole : one.Steps,
                        BatchSize = one.Batch,
                        CriticSteps = one.CriticSteps,
                        Seed = seed,
                    }
                ),
            data
        );

    private static GanBuilder Winning(GanBuilder gan) =>
        gan.WithMlp(MlpOptions.Small).WithOptimizers(new AdamOptions(1e-5), new AdamOptions(2e-3));

    // Mescheder et al. 2018, "Which training methods for GANs do actually converge?", section 2: all data at one point,
    // a linear discriminator.
    private static GanBuilder Dirac(GanBuilder gan) =>
        gan.WithNetworks(
                spec => GeneratorNetwork.Wrap(new Constant(spec.Shape)),
                _ => DiscriminatorNetwork.Wrap(Linear(1, 1, hasBias: false)),
                1
            )
            .WithLoss(new BilinearLoss())
            .WithOptimizers(new Sgd(0.1));

    private static ArrayDataset Point() => ArrayDataset.Table(new float[64], 1);

    private static ImageDataset Few()
    {
        var pixels = new byte[32 * 64];
        new Random(5).NextBytes(pixels);
        return ImageDataset.FromBytes(pixels, 1, 8, 8);
    }
}
