using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.StyleGan2;

public sealed class MappedProjectionTests
{
    [Fact]
    public void The_term_is_the_product_of_features_and_the_mapped_label_by_the_root_of_their_number()
    {
        using var scope = NewDisposeScope();
        using var head = new MappedProjection(4, Layers: 2).ScoreHead(6, ConditionSpec.Labels(3));
        var weights = head.Weights();
        var features = randn(5, 6);
        Tensor labels = tensor(new long[] { 0, 1, 2, 1, 0 });
        var codes = nn.functional.one_hot(labels, 3).to(ScalarType.Float32);
        var embedded = PlainStyleGan2.Linear(weights, "mapping.embedding", codes);
        embedded = embedded / (embedded.square().mean([1], keepdim: true) + 1e-8).sqrt();
        for (var i = 0; i < 2; i++)
        {
            embedded = PlainStyleGan2.Active(PlainStyleGan2.Linear(weights, $"mapping.layers.{i}", embedded, 0.01));
        }
        var term = (features * embedded).sum(1) / Math.Sqrt(6);
        (head.call(features, labels) - term).abs().max().ToDouble().Should().BeLessThan(1e-5);
        head.Invoking(h => h.call(randn(5, 7), labels))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("MappedProjection reads [N, 6], but features are [5, 7].*");
        head.Invoking(h => h.call(features, labels.narrow(0, 0, 2)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Labels must be int64 [5], but were Int64 [2].*");
    }

    [Fact]
    public void What_does_not_fit_is_said_under_its_own_name()
    {
        new MappedProjection()
            .Problems("ring", ConditionSpec.Vectors(3))
            .Should()
            .ContainSingle()
            .Which.What.Should()
            .StartWith("MappedProjection");
        new MappedProjection(0, 0)
            .Problems()
            .Select(p => p.What)
            .Should()
            .Equal("Size must be at least 1, but was 0.", "Layers must be at least 1, but was 0.");
    }

    [Fact]
    public void A_GAN_with_labels_comes_back_from_its_file()
    {
        using var scope = NewDisposeScope();
        var plan = new NetworkPlan
        {
            Family = new StyleGan2Options
            {
                LatentSize = 4,
                StyleSize = 4,
                GeneratorMaps = 2,
                MaxMaps = 4,
            },
            SampleShape = [1, 8, 8],
            DataCondition = ConditionSpec.Labels(3),
            Conditioning = new MappedProjection(4),
        };
        using var network = plan.MakeGenerator();
        using var discriminator = plan.MakeDiscriminator();
        discriminator.call(randn(4, 1, 8, 8), zeros([4], ScalarType.Int64)).shape.Should().Equal(4);
        using var gan = TrainedGan.Of(network, plan, "digits", 1);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            gan.Save(path);
            using var again = TrainedGan.Load(path);
            again.Plan.Conditioning.Should().Be(plan.Conditioning);
            again
                .Sample(3, label: 2, seed: 1)
                .equal(gan.Sample(3, label: 2, seed: 1))
                .all()
                .ToBoolean()
                .Should()
                .BeTrue();
        }
        finally
        {
            File.Delete(path);
        }
    }
}
