using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Features;

public class RawPixelsTests
{
    [Fact]
    public void Images_become_rows_and_points_stay_points()
    {
        using var _ = NewDisposeScope();
        var images = arange(24, dtype: ScalarType.Float32).reshape(2, 3, 2, 2);
        new RawPixels().Extract(images).data<float>().ToArray().Should().Equal(images.data<float>().ToArray());
        new RawPixels().Extract(images).shape.Should().Equal(2, 12);
        new RawPixels().Extract(zeros(5, 2)).shape.Should().Equal(5, 2);
    }

    [Fact]
    public void One_number_for_each_sample_is_refused() =>
        FluentActions
            .Invoking(() => new RawPixels().Extract(zeros(5)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("images must have shape [N, C, H, W] or [N, F], but have shape [5].*");
}
