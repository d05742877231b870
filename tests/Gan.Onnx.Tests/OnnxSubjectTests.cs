using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Onnx.Tests;

/// <summary>Networks that are no generators of the library.</summary>
public sealed class OnnxSubjectTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-onnx").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string File => Path.Combine(folder, "g.onnx");

    public static TheoryData<string, ITranslatorFamily, int> Translators =>
        new()
        {
            {
                "residual",
                new ResNetTranslator { Blocks = 1, FeatureMaps = 4 },
                1
            },
            {
                "resized",
                new ResNetTranslator
                {
                    Blocks = 1,
                    FeatureMaps = 4,
                    ResizeConvolution = true,
                },
                1
            },
            {
                "u-net",
                new UNet
                {
                    Depth = 3,
                    FeatureMaps = 4,
                    Dropout = 0,
                    Norm = TranslatorNorm.Batch,
                },
                1
            },
            {
                "context",
                new ContextEncoder { FeatureMaps = 4, Bottleneck = 8 },
                1
            },
            {
                "gated",
                new GatedTranslator { FeatureMaps = 4 },
                1
            },
            {
                "srresnet",
                new SrResNet { Blocks = 1, FeatureMaps = 4 },
                2
            },
            {
                "srgan",
                new SrResNet
                {
                    Blocks = 1,
                    FeatureMaps = 4,
                    BatchNorm = true,
                },
                4
            },
            {
                "rrdb",
                new Rrdb
                {
                    Blocks = 1,
                    FeatureMaps = 4,
                    Growth = 4,
                },
                2
            },
        };

    private static TranslatorNetwork Translator(ITranslatorFamily family, int scale)
    {
        var plan = new TranslatorPlan
        {
            Family = family,
            InputShape = [3, 16, 16],
            OutputShape = [3, 16 * scale, 16 * scale],
        };
        var network = plan.MakeTranslator();
        Families.Stir(network, 5);
        return network;
    }

    [Theory, MemberData(nameof(Translators))]
    public void A_translator_makes_in_ONNX_Runtime_what_it_makes_in_libtorch(
        string name,
        ITranslatorFamily family,
        int scale
    )
    {
        using var network = Translator(family, scale);
        network.ExportOnnx([3, 16, 16], File).Error.Should().BeLessThan(1e-5, name);
    }

    [Fact]
    public void Noise_that_stays_on_is_refused()
    {
        using var network = Translator(new UNet { Depth = 3, FeatureMaps = 4 }, 1);
        network
            .Invoking(n => n.ExportOnnx([3, 16, 16], File))
            .Should()
            .Throw<NotSupportedException>()
            .WithMessage("Layer '*noise' (LayerDropout) cannot be shipped: it drops at random in evaluation too.");
    }

    [Fact]
    public void A_writer_of_texts_is_refused_by_name()
    {
        var plan = new NetworkPlan
        {
            Family = new SeqGanOptions { Tokens = 5, Length = 5 },
            SampleShape = [5],
        };
        using var gan = TrainedGan.Of(plan.MakeGenerator(), plan, "words", 1);
        gan.Invoking(g => g.ExportOnnx(File))
            .Should()
            .Throw<NotSupportedException>()
            .WithMessage("*(LstmWriter) cannot be shipped:*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void A_detector_of_anomalies_scores_in_ONNX_Runtime_what_it_scores_in_libtorch(double weight)
    {
        var networks = new NetworkPlan
        {
            Family = new DcganOptions { FeatureMaps = 4, LatentSize = 6 },
            SampleShape = [1, 16, 16],
        };
        var plan = new AnomalyPlan
        {
            Networks = networks,
            Encoder = new DcganEncoder { FeatureMaps = 4 },
            FeatureWeight = weight,
        };
        using var generator = networks.MakeGenerator();
        using var judge = networks.MakeDiscriminator();
        using var encoder = plan.Encoder.Encoder(plan.EncoderSpec);
        Families.Stir(generator, 1);
        Families.Stir(judge, 2);
        Families.Stir(encoder, 3);
        using var detector = AnomalyDetector.Of(generator, judge, encoder, plan, "none", 1);
        detector.ExportOnnx(File).Error.Should().BeLessThan(1e-5);
        using var gan = TrainedGan.Of(generator, networks, "none", 1);
        using var trained = TrainedDiscriminator.Of(judge, networks, "none", 1);
        using var search = AnomalyDetector.AnoGan(gan, trained);
        search
            .Invoking(d => d.ExportOnnx(File))
            .Should()
            .Throw<NotSupportedException>()
            .WithMessage("*it searches for latents*");
    }

    [Fact]
    public void A_network_of_ones_own_says_what_it_computes_or_is_named()
    {
        using var own = new Doubled(says: true);
        own.ExportOnnx([4], File).Error.Should().Be(0);
        using var other = Sequential(("first", Linear(4, 4)), ("own", Softsign()));
        other
            .Invoking(n => n.ExportOnnx([4], File))
            .Should()
            .Throw<NotSupportedException>()
            .WithMessage("Layer 'own' (Softsign) cannot be shipped: it does not say what it computes (IGraphed).");
        other.training.Should().BeTrue("modes are put back");
    }

    [Fact]
    public void A_module_that_serves_as_a_generator_is_shipped_with_its_seeds()
    {
        var plan = new NetworkPlan
        {
            Family = new CustomNetworks(
                4,
                _ => GeneratorNetwork.Wrap(Sequential(Linear(4, 8), SiLU(), Linear(8, 3))),
                _ => DiscriminatorNetwork.Wrap(Sequential(Linear(3, 8), ELU(), Linear(8, 1)))
            ),
            SampleShape = [3],
        };
        using var generator = plan.MakeGenerator();
        using var gan = TrainedGan.Of(generator, plan, "none", 0);
        gan.ExportOnnx(File).Error.Should().BeLessThan(1e-6);
        using var judge = plan.MakeDiscriminator();
        using var trained = TrainedDiscriminator.Of(judge, plan, "none", 0);
        trained.ExportOnnx(File).Error.Should().BeLessThan(1e-6);
    }

    [Fact]
    public void What_says_something_else_than_it_computes_is_not_written()
    {
        using var own = new Doubled(says: false);
        own.Invoking(n => n.ExportOnnx([4], File))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("In ONNX Runtime the network differs from the trained one by *");
        System.IO.File.Exists(File).Should().BeFalse();
    }

    private sealed class Doubled(bool says) : Module<Tensor, Tensor>(nameof(Doubled)), IGraphed
    {
        public override Tensor forward(Tensor input) => input * 2;

        public GraphValue AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition = null) =>
            graph.Scale(input, says ? 2 : 3);
    }
}
