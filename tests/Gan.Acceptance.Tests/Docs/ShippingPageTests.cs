using Gan.Data;
using Gan.Losses;
using Gan.Onnx;
using Gan.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Compiles what docs/shipping.md and the README show of shipping, and runs it.</summary>
public sealed class ShippingPageTests : IDisposable
{
    private static List<string> Said { get; } = [];

    /// <summary>In place of the program's.</summary>
    private static class Console
    {
        internal static void WriteLine(string line) => Said.Add(line);
    }

    public void Dispose()
    {
        foreach (var file in new[] { "digits.onnx", "sevens.png", "small.onnx", "fast.onnx" })
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_trained_gan_is_shipped_stored_quantised_and_sampled_without_libtorch()
    {
        using var data = Mnist.Embedded();
        using var gan = new GanBuilder()
            .WithData(data)
            .WithDcgan(new DcganOptions { FeatureMaps = 8, UpsamplingMode = UpsamplingMode.Nearest })
            .WithConditioning(new LabelEmbedding(8))
            .WithTraining(new TrainingOptions { Steps = 2, BatchSize = 4 })
            .Train();
        Ship(gan);
        Sample();
        Small(gan);
        Fast(gan);
        Said.Should().HaveCount(2);
        Said[0].Should().Contain("bytes, PSNR");
        Said[1].Should().Contain("of the products are in whole numbers");
    }

    [Fact]
    public void A_layer_of_ones_own_says_what_it_computes()
    {
        using var network = Sequential(Linear(3, 4), new Swish(4));
        network.ExportOnnx([3], "digits.onnx").Error.Should().BeLessThan(1e-6);
    }

    [Fact]
    public void A_classifier_is_a_network_as_others()
    {
        using var classifier = new Gan.Metrics.ImageClassifier([1, 28, 28], 10);
        classifier.ExportOnnx([1, 28, 28], "digits.onnx").Error.Should().BeLessThan(1e-5);
    }

    private static void Ship(TrainedGan gan)
    {
        gan.ExportOnnx("digits.onnx");
    }

    private static void Sample()
    {
        using var shipped = ShippedGan.Load("digits.onnx");
        var digits = shipped.Sample(16, label: 7, seed: 1);
        digits.Save("sevens.png");
        File.Exists("sevens.png").Should().BeTrue();
    }

    internal static void Others(TrainedDiscriminator judge, AnomalyDetector detector, TrainedTranslator translator)
    {
        judge.ExportOnnx("judge.onnx");
        detector.ExportOnnx("anomalies.onnx");
        translator.Network.ExportOnnx([3, 64, 64], "translator.onnx");
    }

    private static void Small(TrainedGan gan)
    {
        var report = gan.ExportOnnx("small.onnx", new OnnxOptions { Storage = OnnxStorage.Int8 });
        Console.WriteLine($"{report.Bytes} bytes, PSNR {report.Psnr:0.0} dB");
    }

    private static void Fast(TrainedGan gan)
    {
        var quantised = gan.ExportOnnx("fast.onnx", new OnnxOptions { Quantisation = new Quantisation() });
        Console.WriteLine(quantised.Advice ?? $"{quantised.WholeNumbers:0%} of the products are in whole numbers");
    }
}

/// <summary>x · sigmoid(w · x), with a learnt w for each feature.</summary>
internal sealed class Swish : Module<Tensor, Tensor>, IGraphed
{
    private readonly Parameter weight;

    internal Swish(long features)
        : base(nameof(Swish))
    {
        weight = new Parameter(ones(features));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => input * (input * weight).sigmoid();

    public GraphValue AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition = null) =>
        graph.Multiply(input, graph.Each("Sigmoid", graph.Multiply(input, graph.Weight(weight))));
}
