using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Ctgan;

public class CtganOptionsTests
{
    private static readonly CtganOptions Options = new()
    {
        Heads =
        [
            new(1, CtganHeadKind.Number),
            new(4, CtganHeadKind.Code),
            new(3, CtganHeadKind.AskedCode),
            new(2, CtganHeadKind.AskedCode),
        ],
    };

    /// <summary>Counted by hand of Xu et al. 2019, section 4.4: each hidden layer of 256 reads the noise of 128, the
    /// condition of 5 and all layers before it, and has batch normalisation; a pack is ten rows of 10 + 5
    /// numbers.</summary>
    [Fact]
    public void The_networks_have_as_many_weights_as_the_papers_widths_give()
    {
        static long Linear(long from, long to) => (from * to) + to;
        var plan = new NetworkPlan
        {
            Family = Options,
            SampleShape = [10],
            DataCondition = ConditionSpec.Vectors(5),
            Conditioning = new Gan.Losses.VectorConcatenation(5),
            PackSize = 10,
        };
        using var generator = plan.MakeGenerator();
        using var discriminator = plan.MakeDiscriminator();
        Weights(generator)
            .Should()
            .Be(Linear(133, 256) + 512 + Linear(133 + 256, 256) + 512 + Linear(133 + 256 + 256, 10));
        Weights(discriminator).Should().Be(Linear(150, 256) + Linear(256, 256) + Linear(256, 1));
    }

    private static long Weights(nn.Module network) => network.parameters().Sum(weight => weight.numel());

    [Fact]
    public void Latents_have_an_entry_for_each_number_of_a_code() => Options.LatentSize.Should().Be(128 + 9);

    [Fact]
    public void Settings_that_cannot_be_are_told_with_a_remedy()
    {
        Options.Problems([10]).Should().BeEmpty();
        Options
            .Problems([11])
            .Single()
            .ToString()
            .Should()
            .Be(
                "CtganOptions.Heads make samples of shape [10], but samples have shape [11]. Train with TableBuilder, "
                    + "which fills them in by a table's encoding."
            );
        var bad = Options with { NoiseSize = 0, Dropout = 1, Temperature = 0, GeneratorWidths = [0] };
        bad.Problems([10]).Should().HaveCount(4);
        var none = Options with { Heads = [new(0, CtganHeadKind.Number)] };
        none.Problems([10]).Single().What.Should().Contain("a width of at least 1");
        var make = () => Options.Generator(new NetworkSpec([3, 8, 8], 137));
        make.Should().Throw<ArgumentException>().WithMessage("*samples have shape [3, 8, 8]*");
        var narrow = () => Options.Generator(new NetworkSpec([10], 128));
        narrow.Should().Throw<ArgumentException>().WithMessage("*reads 137 entries*");
    }

    [Fact]
    public void They_are_equal_and_told_by_their_settings()
    {
        var same = Options with { Heads = [.. Options.Heads] };
        same.Should().Be(Options);
        same.GetHashCode().Should().Be(Options.GetHashCode());
        (same with { Temperature = 0.5 }).Should().NotBe(Options);
        Options
            .ToString()
            .Should()
            .Be(
                "CtganOptions { NoiseSize = 128, GeneratorWidths = 256-256, DiscriminatorWidths = 256-256, "
                    + "LeakySlope = 0.2, Dropout = 0.5, Temperature = 0.2, Heads = 1 code 4 asked 3 asked 2 }"
            );
    }
}
