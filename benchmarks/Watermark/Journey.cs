using Gan.Metrics;
using NetVips;
using TorchSharp;
using static TorchSharp.torch;

namespace Watermark;

/// <summary>What happens to an image on its way; libvips does it, and not the code that decoders learn from.</summary>
internal static class Journey
{
    internal static IReadOnlyList<(string Name, Func<Tensor, Tensor> Go)> All { get; } =
    [
        ("nothing", image => image),
        ("JPEG, quality 75", image => Jpeg(image, 75)),
        ("JPEG, quality 50", image => Jpeg(image, 50)),
        ("cut to half of its area", image => Cut(image, Math.Sqrt(0.5))),
        ("cut to 0.8 of its sides", image => Cut(image, 0.8)),
        ("half as large", image => Resized(image, 0.5)),
        ("1.5 times as large", image => Resized(image, 1.5)),
        ("noise of 6 of 255", image => Noisy(image, 6)),
        ("noise of 13 of 255", image => Noisy(image, 13)),
    ];

    /// <summary>As 8 bits hold it.</summary>
    internal static Tensor Rounded(Tensor image) => image.mul(127.5).add(127.5).round().clamp(0, 255).div(127.5).sub(1);

    private static Tensor Jpeg(Tensor image, int quality) =>
        Through(image, picture => Image.NewFromBuffer(picture.JpegsaveBuffer(q: quality)));

    private static Tensor Resized(Tensor image, double scale) => Through(image, picture => picture.Resize(scale));

    private static Tensor Cut(Tensor image, double share)
    {
        var height = (long)Math.Round(image.shape[1] * share);
        var width = (long)Math.Round(image.shape[2] * share);
        return image.narrow(1, (image.shape[1] - height) / 3, height).narrow(2, (image.shape[2] - width) / 2, width);
    }

    private static Tensor Noisy(Tensor image, double size)
    {
        using var random = new Generator(5);
        return Rounded(image + randn(image.shape, generator: random).mul(size / 127.5));
    }

    private static Tensor Through(Tensor image, Func<Image, Image> go)
    {
        var bytes = image.mul(127.5).add(127.5).round().clamp(0, 255).to(ScalarType.Byte).contiguous();
        using var picture = Image.NewFromMemory(
            bytes.data<byte>().ToArray(),
            (int)image.shape[2],
            (int)image.shape[1],
            1,
            Enums.BandFormat.Uchar
        );
        using var grey = picture.Copy(interpretation: Enums.Interpretation.Bw);
        using var gone = go(grey);
        var pixels = tensor(gone.WriteToMemory<byte>()).reshape(1, gone.Height, gone.Width);
        return pixels.to(ScalarType.Float32).div(127.5f).sub(1);
    }
}
