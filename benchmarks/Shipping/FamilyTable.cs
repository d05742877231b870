using Gan;
using Gan.Onnx;

namespace Shipping;

/// <summary>Each family with its default settings, for 32 x 32 RGB images, with the weights that it starts
/// from.</summary>
internal static class FamilyTable
{
    internal static IReadOnlyList<(string, INetworkFamily)> All { get; } =
    [
        ("MLP", new MlpOptions()),
        ("DCGAN, transposed", new DcganOptions { UpsamplingMode = UpsamplingMode.Transposed }),
        ("DCGAN, nearest", new DcganOptions { UpsamplingMode = UpsamplingMode.Nearest }),
        ("ResNet, CIFAR", new ResNetOptions()),
        ("ResNet, WGAN-GP", new ResNetOptions { Layout = ResNetLayout.Wgangp64 }),
        ("StyleGAN2", new StyleGan2Options()),
        ("BigGAN", new BigGanOptions()),
        ("R3GAN", new R3ganOptions()),
        ("ProGAN", new ProGanOptions()),
        ("MSG-GAN", new MsgGanOptions()),
        ("FastGAN", new FastGanOptions()),
    ];

    internal static string Row(string name, INetworkFamily family, string folder)
    {
        var plan = new NetworkPlan { Family = family, SampleShape = [3, 32, 32] };
        using var generator = plan.MakeGenerator();
        using var gan = TrainedGan.Of(generator, plan, "none", 0);
        OnnxReport Report(OnnxStorage storage) =>
            gan.ExportOnnx(Path.Combine(folder, "family.onnx"), new() { Storage = storage, LeastPsnr = 0 });
        var plain = Report(OnnxStorage.Float32);
        var half = Report(OnnxStorage.Float16);
        var whole = Report(OnnxStorage.Int8);
        string Share(OnnxReport report) => $"{100.0 * report.Bytes / plain.Bytes:0.0} %, {report.Psnr:0}";
        return $"| {name} | {plain.Error:0.0e0} | {plain.Bytes / 1024} | {Share(half)} | {Share(whole)} |";
    }
}
