using static TorchSharp.torch;

namespace Gan.Tests.Layers;

/// <summary>What networks say of an input that they do not read.</summary>
public sealed class NetworkInputTests
{
    private static readonly SrResNet Small = new() { Blocks = 1, FeatureMaps = 4 };

    [Fact]
    public void Images_of_any_size_with_the_networks_channels_and_type_are_read()
    {
        using var _ = NewDisposeScope();
        using var network = Small.Translator(new TranslatorSpec([3, 8, 8], [3, 16, 16]));
        network.call(zeros(2, 3, 5, 9)).shape.Should().Equal(2, 3, 10, 18);
        Refused(() => network.call(zeros(2, 1, 8, 8)))
            .Should()
            .Contain("Float32 [N, 3, H, W], but image is Float32 [2, 1, 8, 8]");
        Refused(() => network.call(zeros(3, 8, 8))).Should().Contain("but image is Float32 [3, 8, 8]");
        Refused(() => network.call(zeros([2, 3, 8, 8], ScalarType.Float64))).Should().Contain("but image is Float64");
    }

    [Fact]
    public void Rows_of_another_size_are_told_with_the_one_that_is_read()
    {
        using var _ = NewDisposeScope();
        using var network = MlpOptions.Small.Generator(new NetworkSpec([2], LatentSize: 4));
        network.call(zeros(3, 4), null).shape.Should().Equal(3, 2);
        Refused(() => network.call(zeros(3, 5), null)).Should().Contain("Float32 [N, 4]").And.Contain("[3, 5]");
    }

    private static string Refused(Action call) => call.Should().Throw<ArgumentException>().Which.Message;
}
