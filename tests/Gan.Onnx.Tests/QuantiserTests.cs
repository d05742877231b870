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
            DistanceSamples = 64,
            Distance = (exact, made) =>
            {
                counts.AddRange([exact.size(0), made.size(0)]);
                return (exact - made).abs().mean().ToDouble();
            },
        };
        gan.ExportOnnx(File, options).Distance.Should().BeGreaterThan(0).And.BeLessThan(0.1);
        counts.Should().Equal(64, 64);
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
