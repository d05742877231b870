using Gan.Tool.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tool.Tests.Data;

public sealed class SmallPixelsTests
{
    [Fact]
    public void A_feature_is_the_mean_of_a_field()
    {
        using var scope = NewDisposeScope();
        var image = arange(32 * 32, dtype: ScalarType.Float32).reshape(1, 1, 32, 32);
        var features = new SmallPixels().Extract(image);
        features.shape.Should().Equal(1, 256);
        features[0, 0].ToSingle().Should().BeApproximately((0 + 1 + 32 + 33) / 4f, 1e-4f);
        new SmallPixels().Extract(zeros(3, 2)).shape.Should().Equal(3, 2);
    }
}
