using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Translation;

public class RrdbTests
{
    [Fact]
    public void It_computes_what_PyTorch_computes()
    {
        using var network = new Rrdb
        {
            Blocks = 1,
            FeatureMaps = 4,
            Growth = 2,
        }.Translator(TranslatorWitness.Spec(3, 5, 6, scale: 2));
        TranslatorWitness.Check("Rrdb", network, 1, 3, 5, 6);
    }

    [Fact]
    public void The_paper_s_network_has_16_7_million_weights()
    {
        using var network = Rrdb.Esrgan.Translator(TranslatorWitness.Spec(3, 32, 32, scale: 4));
        long Conv(long from, long to) => 9 * from * to + to;
        var dense = Enumerable.Range(0, 5).Sum(i => Conv(64 + 32 * i, i == 4 ? 64 : 32));
        var rest = Conv(3, 64) + 4 * Conv(64, 64) + Conv(64, 3);
        TranslatorWitness.Count(network).Should().Be(16_697_987).And.Be(23 * 3 * dense + rest);
    }

    [Fact]
    public void It_makes_images_of_any_size_4_times_as_large()
    {
        using var scope = NewDisposeScope();
        using var network = new Rrdb().Translator(TranslatorWitness.Spec(1, 8, 8, scale: 4));
        network.call(randn(2, 1, 5, 3)).shape.Should().Equal(2, 1, 20, 12);
        new Rrdb { Growth = 0 }
            .Problems([1, 8, 8], [1, 24, 24])
            .Should()
            .HaveCount(2);
    }
}
