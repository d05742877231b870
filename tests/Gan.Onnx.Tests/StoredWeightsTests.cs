using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Onnx.Tests;

public sealed class StoredWeightsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-onnx").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static TrainedGan Wide()
    {
        var plan = new NetworkPlan
        {
            Family = new DcganOptions { FeatureMaps = 16, UpsamplingMode = UpsamplingMode.Transposed },
            SampleShape = [3, 32, 32],
        };
        using var generator = plan.MakeGenerator();
        Families.Stir(generator, 4);
        return TrainedGan.Of(generator, plan, "none", 0);
    }

    [Fact]
    public void Fewer_bits_are_fewer_bytes_and_nearly_the_same_pictures()
    {
        using var gan = Wide();
        OnnxReport Report(OnnxStorage storage) =>
            gan.ExportOnnx(Path.Combine(folder, $"{storage}.onnx"), new() { Storage = storage });
        var plain = Report(OnnxStorage.Float32);
        var half = Report(OnnxStorage.Float16);
        var whole = Report(OnnxStorage.Int8);
        plain.Psnr.Should().Be(double.PositiveInfinity);
        ((double)half.Bytes / plain.Bytes).Should().BeLessThan(0.52);
        ((double)whole.Bytes / plain.Bytes).Should().BeLessThanOrEqualTo(0.27);
        half.Psnr.Should().BeGreaterThan(70);
        whole.Psnr.Should().BeGreaterThan(40).And.BeLessThan(half.Psnr);
    }

    [Theory]
    [InlineData(OnnxStorage.Float16)]
    [InlineData(OnnxStorage.Int8)]
    public void A_runtime_turns_them_back_once_when_it_loads_the_file(OnnxStorage storage)
    {
        using var gan = Wide();
        var path = Path.Combine(folder, "g.onnx");
        gan.ExportOnnx(path, new() { Storage = storage });
        var loaded = Path.Combine(folder, "loaded.onnx");
        using (
            var options = new SessionOptions
            {
                OptimizedModelFilePath = loaded,
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC,
            }
        )
        {
            using var session = new InferenceSession(path, options);
        }
        using var stream = File.OpenRead(loaded);
        var kinds = global::Onnx.ModelProto.Parser.ParseFrom(stream).Graph.Node.Select(node => node.OpType).ToList();
        kinds.Should().Contain("ConvTranspose").And.NotContain("Cast").And.NotContain("Mul");
    }

    [Theory]
    [InlineData("stylegan2 labels")]
    [InlineData("biggan labels")]
    [InlineData("r3gan")]
    [InlineData("mlp one-hot")]
    [InlineData("ctgan")]
    public void Every_family_may_be_stored_so(string name)
    {
        using var gan = Families.Gan(name);
        foreach (var storage in new[] { OnnxStorage.Float16, OnnxStorage.Int8 })
        {
            var report = gan.ExportOnnx(Path.Combine(folder, "g.onnx"), new() { Storage = storage, LeastPsnr = 20 });
            report.Psnr.Should().BeGreaterThan(storage == OnnxStorage.Int8 ? 25 : 50);
        }
    }

    [Fact]
    public void What_differs_too_much_is_not_written()
    {
        using var gan = Wide();
        var path = Path.Combine(folder, "g.onnx");
        gan.Invoking(g => g.ExportOnnx(path, new() { Storage = OnnxStorage.Int8, LeastPsnr = 200 }))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("Smaller weights give a PSNR of * dB, and at least 200.0 dB is shipped*");
        gan.Invoking(g => g.ExportOnnx(path, new() { Tolerance = 1e-12 }))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage(
                "In ONNX Runtime the network differs from the trained one by *, and at most 1e-12 is shipped*"
            );
        File.Exists(path).Should().BeFalse();
    }
}
