using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks;

public sealed class ChannelsLastTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public void Weights_of_convolutions_lie_channels_last_and_images_do_not()
    {
        using var scope = NewDisposeScope();
        var spec = new NetworkSpec([3, 32, 32], 8, GradientPenalty: true);
        var options = new DcganOptions { FeatureMaps = 4, UpsamplingMode = UpsamplingMode.Transposed };
        var generator = options.Generator(spec);
        var discriminator = options.Discriminator(spec);
        var weights = generator.parameters().Concat(discriminator.parameters()).Where(p => p.dim() == 4).ToList();
        weights.Should().NotBeEmpty();
        foreach (var weight in weights)
        {
            (weight.is_contiguous(), weight.permute(0, 2, 3, 1).is_contiguous()).Should().Be((false, true));
        }
        var images = generator.call(randn(2, 8), null);
        images.is_contiguous().Should().BeTrue();
        discriminator.Features(images, null).is_contiguous().Should().BeTrue();
    }

    /// <summary>Row-major bytes are what a reader of the format expects; contiguous tensors are written so
    /// (SafetensorsTests).</summary>
    [Fact]
    public void Files_hold_them_in_the_usual_order()
    {
        using var scope = NewDisposeScope();
        var discriminator = new DcganOptions { FeatureMaps = 4 }.Discriminator(new NetworkSpec([3, 32, 32], 8));
        var weight = discriminator.parameters().First(p => p.dim() == 4).detach();
        weight.is_contiguous().Should().BeFalse();
        Safetensors.Save(file, new Dictionary<string, Tensor> { ["w"] = weight });
        var bytes = File.ReadAllBytes(file);
        var start = bytes.Length - 4 * (int)weight.numel();
        for (var i = 0; i < weight.shape[0]; i++)
        {
            for (var c = 0; c < 3; c++)
            {
                for (var y = 0; y < weight.shape[2]; y++)
                {
                    for (var x = 0; x < weight.shape[3]; x++)
                    {
                        BitConverter
                            .ToSingle(
                                bytes,
                                start + 4 * (int)(((i * 3 + c) * weight.shape[2] + y) * weight.shape[3] + x)
                            )
                            .Should()
                            .Be(weight[i, c, y, x].item<float>());
                    }
                }
            }
        }
    }
}
