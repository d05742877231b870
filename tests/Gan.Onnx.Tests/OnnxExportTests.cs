using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Onnx.Tests;

public sealed class OnnxExportTests : IDisposable
{
    private const double Near = 1e-5;

    private readonly string folder = Directory.CreateTempSubdirectory("gan-onnx").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static TheoryData<string> Names => [.. Families.All.Keys];

    private string Path(string name) => System.IO.Path.Combine(folder, $"{name.Replace(' ', '-')}.onnx");

    [Theory, MemberData(nameof(Names))]
    public void A_generator_makes_in_ONNX_Runtime_what_it_makes_in_libtorch(string name)
    {
        using var gan = Families.Gan(name);
        // MSG-GAN's images have no tanh that would bound them
        gan.ExportOnnx(Path(name)).Error.Should().BeLessThan(name == "msggan" ? 5 * Near : Near);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_discriminator_scores_in_ONNX_Runtime_what_it_scores_in_libtorch(string name)
    {
        using var judge = Families.Judge(name);
        if (judge.Network.modules().Any(layer => layer is MinibatchStd))
        {
            judge
                .Invoking(j => j.ExportOnnx(Path(name)))
                .Should()
                .Throw<NotSupportedException>()
                .WithMessage("Layer '*' (MinibatchStd) cannot be shipped: it compares the samples of a batch*");
            return;
        }
        judge.ExportOnnx(Path(name)).Error.Should().BeLessThan(Near);
    }
}
