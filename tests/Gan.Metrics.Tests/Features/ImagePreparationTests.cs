using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Features;

public class ImagePreparationTests
{
    [Fact]
    public void Bytes_are_cut_off_and_clamped_as_the_usual_tools_do()
    {
        using var _ = NewDisposeScope();
        var pixels = tensor(new[] { -1.2f, -1, 0, 0.0039f, 1, 3 }).reshape(1, 1, 1, 6);
        new ImagePreparation { Bytes = true, GreyToRgb = false }
            .Apply(pixels)
            .data<byte>()
            .ToArray()
            .Should()
            .Equal(0, 0, 128, 128, 255, 255);
    }

    [Fact]
    public void A_preparation_that_changes_nothing_says_none() =>
        new ImagePreparation { GreyToRgb = false }
            .ToString()
            .Should()
            .Be("none");

    [Fact]
    public void Wrong_settings_and_shapes_are_named()
    {
        using var _ = NewDisposeScope();
        FluentActions
            .Invoking(() => new ImagePreparation { Side = -1 }.Apply(zeros(1, 1, 4, 4)))
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("Side must be at least 0, but was -1.*");
        FluentActions
            .Invoking(() => new ImagePreparation { Filter = InterpolationMode.Area }.Apply(zeros(1, 1, 4, 4)))
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("Filter must be Bilinear or Bicubic, but was Area.*");
        FluentActions
            .Invoking(() => new ImagePreparation().Apply(zeros(4, 4)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("images must have shape [N, C, H, W], but have shape [4, 4].*");
    }
}
