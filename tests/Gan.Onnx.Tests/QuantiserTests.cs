using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Onnx.Tests;

public sealed class QuantiserTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-onnx").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string File => Path.Combine(folder, "g.onnx");

    private static TrainedGan ResNet()
    {
        var plan = new NetworkPlan
        {
            Family = new ResNetOptions
            {
                GeneratorMaps = 32,
                DiscriminatorMaps = 8,
                LatentSize = 16,
            },
            SampleShape = [3, 32, 32],
        };
        manual_seed(1);
        using var generator = plan.MakeGenerator();
        Families.Stir(generator, 4);
        return TrainedGan.Of(generator, plan, "none", 0);
    }

    private static List<string> Loaded(string path, string folder)
    {
        var loaded = Path.Combine(folder, "loaded.onnx");
        using (var options = new SessionOptions { OptimizedModelFilePath = loaded })
        {
            using var session = new InferenceSession(path, options);
        }
        using var stream = System.IO.File.OpenRead(loaded);
        return [.. global::Onnx.ModelProto.Parser.ParseFrom(stream).Graph.Node.Select(node => node.OpType)];
    }

    [Theory]
    [InlineData(CalibrationRange.MinMax, false)]
    [InlineData(CalibrationRange.Percentile, false)]
    [InlineData(CalibrationRange.MinMax, true)]
    public void Convolutions_of_a_ResNet_are_computed_in_whole_numbers(CalibrationRange range, bool sevenBits)
    {
        using var gan = ResNet();
        var quantisation = new Quantisation
        {
            Range = range,
            Samples = 64,
            SevenBits = sevenBits,
        };
        var report = gan.ExportOnnx(File, new() { Quantisation = quantisation, LeastPsnr = 25 });
        report.Psnr.Should().BeGreaterThan(25);
        report.WholeNumbers.Should().BeGreaterThan(0.9);
        report.Advice.Should().BeNull();
        var kinds = Loaded(File, folder);
        kinds.Count(kind => kind == "QLinearConv").Should().BeGreaterThanOrEqualTo(8);
    }

    [Fact]
    public void Ranges_of_other_samples_give_nearly_the_same()
    {
        using var gan = ResNet();
        double Psnr(int seed) =>
            gan.ExportOnnx(
                File,
                new()
                {
                    Quantisation = new() { Seed = seed },
                    LeastPsnr = 0,
                }
            ).Psnr;
        Math.Abs(Psnr(1) - Psnr(77)).Should().BeLessThan(1);
    }

    [Fact]
    public void Of_transposed_convolutions_it_says_that_time_will_not_fall()
    {
        using var gan = Families.Gan("dcgan paper transposed");
        gan.Invoking(g => g.ExportOnnx(File, new() { Quantisation = new() }))
            .Should()
            .Throw<NotSupportedException>()
            .WithMessage("The network has no convolution that ONNX Runtime computes in whole numbers. Store its*");
        var ends = gan.ExportOnnx(
            File,
            new()
            {
                Quantisation = new() { Ends = true },
                LeastPsnr = 0,
            }
        );
        ends.Advice.Should().Contain("the file will not run faster");
    }

    [Fact]
    public void A_distance_of_the_callers_own_is_measured_on_samples_of_the_same_latents()
    {
        using var gan = ResNet();
        var counts = new List<long>();
        var options = new OnnxOptions
        {
            Quantisation = new() { Samples = 32 },
            LeastPsnr = 0,
            DistanceSamples = 40,
            Distance = (exact, made) =>
            {
                counts.AddRange([exact.size(0), made.size(0)]);
                return (exact - made).abs().mean().ToDouble();
            },
        };
        gan.ExportOnnx(File, options).Distance.Should().BeGreaterThan(0).And.BeLessThan(0.1);
        counts.Should().Equal(40, 40);
    }

    [Fact]
    public void Samples_are_of_all_classes_in_turn()
    {
        var plan = Families.All["mlp one-hot"] with { DataCondition = ConditionSpec.Labels(40) };
        using var generator = plan.MakeGenerator();
        using (no_grad())
        {
            var first = generator.state_dict().Values.First(weight => weight.dim() == 2 && weight.size(1) == 5 + 40);
            first.narrow(1, 0, 5).zero_(); // samples tell classes alone
        }
        using var gan = TrainedGan.Of(generator, plan, "none", 0);
        var kinds = 0;
        var options = new OnnxOptions
        {
            Storage = OnnxStorage.Float16,
            LeastPsnr = 0,
            DistanceSamples = 64,
            Distance = (exact, _) =>
            {
                var rows = exact.data<float>().ToArray().Chunk((int)exact.size(1));
                kinds = rows.Select(row => InvariantText.Join(",", row.Select(v => Math.Round(v, 5))))
                    .Distinct()
                    .Count();
                return 0;
            },
        };
        gan.ExportOnnx(File, options);
        kinds.Should().Be(40);
    }

    [Fact]
    public void A_layer_that_is_called_twice_has_names_of_its_own_each_time()
    {
        using var layer = nn.Conv2d(4, 4, 3, padding: 1);
        using var network = new Twice(layer);
        var options = new OnnxOptions
        {
            Quantisation = new() { Samples = 16, Ends = true },
            LeastPsnr = 20,
        };
        network.ExportOnnx([4, 8, 8], File, options).WholeNumbers.Should().Be(1);
    }

    [Fact]
    public void A_convolution_that_makes_the_output_stays_in_float32()
    {
        using var network = nn.Sequential(nn.Conv2d(4, 4, 3, padding: 1), nn.ReLU(), nn.Conv2d(4, 4, 3, padding: 1));
        var options = new OnnxOptions
        {
            Quantisation = new() { Samples = 16, Ends = true },
            LeastPsnr = 20,
        };
        network.ExportOnnx([4, 8, 8], File, options).WholeNumbers.Should().Be(0.5);
    }

    private sealed class Twice : nn.Module<Tensor, Tensor>, IGraphed
    {
        private readonly nn.Module<Tensor, Tensor> layer;

        internal Twice(nn.Module<Tensor, Tensor> layer)
            : base(nameof(Twice))
        {
            this.layer = layer;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => layer.call(layer.call(input).relu()).tanh();

        public GraphValue AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition = null) =>
            graph.Each("Tanh", graph.Call(layer, graph.Each("Relu", graph.Call(layer, input))));
    }

    [Fact]
    public void Settings_out_of_range_are_listed() =>
        new OnnxOptions
        {
            Tolerance = 0,
            Quantisation = new() { Samples = 3, Percentile = 0.5 },
        }
            .Problems()
            .Should()
            .HaveCount(3);
}
