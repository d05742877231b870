using FluentAssertions;
using Gan.Data;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Decorators;

public sealed class PackedDiscriminatorTests
{
    [Fact]
    public void A_pack_is_joined_along_the_channels_and_gets_one_score()
    {
        using var trainer = Tiny.Builder(Tiny.Images(channels: 3)).WithPacking(4).Build();
        trainer
            .Context.Discriminator.parameters()
            .First(p => p.dim() == 4)
            .shape[1]
            .Should()
            .Be(12, "PacGAN widens the first layer only");
        using var scope = NewDisposeScope();
        var samples = randn(8, 3, 8, 8);
        trainer.Context.Discriminator.eval();
        var scores = trainer.Context.Discriminator.call(samples, null);
        scores.shape.Should().Equal(2);
        var swapped = cat([samples.narrow(0, 4, 4), samples.narrow(0, 0, 4)]);
        trainer
            .Context.Discriminator.call(swapped, null)
            .data<float>()
            .ToArray()
            .Should()
            .BeEquivalentTo(
                new[] { scores[1].ToSingle(), scores[0].ToSingle() },
                o =>
                    o.WithStrictOrdering()
                        .Using<float>(c => c.Subject.Should().BeApproximately(c.Expectation, 1e-5f))
                        .WhenTypeIs<float>(),
                "a score depends on its own pack"
            );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Packed_images_and_vectors_train(bool images)
    {
        using var points = GaussianMixture.Ring(200, seed: 1);
        var builder = images ? Tiny.Builder() : Tiny.Builder(points).WithMlp(MlpOptions.Small with { LatentSize = 2 });
        using var trainer = builder.WithPacking(2).Build();
        trainer
            .Steps()
            .Should()
            .OnlyContain(r => double.IsFinite(r.DiscriminatorLoss) && double.IsFinite(r.GeneratorLoss));
    }

    [Theory]
    [InlineData(0, "WithPacking: samples must be at least 1, but was 0.")]
    [InlineData(16, "A pack of 16 samples is larger than BatchSize 8. Take a smaller pack or a larger batch.")]
    [InlineData(3, "BatchSize 8 is not a multiple of the pack's 3 samples. Take BatchSize 6 or 9.")]
    public void A_pack_that_does_not_fit_the_batch_is_refused(int pack, string problem)
    {
        var building = () => Tiny.Builder().WithPacking(pack).Build();
        building.Should().Throw<GanConfigurationException>().WithMessage($"*{problem}*");
    }
}
