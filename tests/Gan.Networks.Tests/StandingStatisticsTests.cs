using Gan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Tests;

/// <summary>Brock et al. 2019, appendix B: statistics of batch normalisation from many batches of samples.</summary>
public sealed class StandingStatisticsTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    private static readonly NetworkPlan Plan = new()
    {
        Family = new DcganOptions { FeatureMaps = 4, LatentSize = 5 },
        SampleShape = [1, 8, 8],
    };

    private static TrainedGan Gan(NetworkPlan plan)
    {
        manual_seed(1);
        using var g = plan.MakeGenerator();
        return TrainedGan.Of(g, plan, "nothing", 0);
    }

    // z ~ N(0, I) through W gives maps whose variance over samples and places is the mean square of W's rows.
    [Fact]
    public void They_are_the_means_and_variances_of_the_maps_of_latents()
    {
        using var gan = Gan(Plan);
        using var standing = gan.WithStandingStatistics(batches: 200, batchSize: 64);
        var rows = gan.Generator.get_parameter("project.weight")!.square().sum(1);
        var expected = rows.view(-1, 16).mean([1L]);
        var norm = (BatchNorm)standing.Generator.named_modules().Single(m => m.name == "layers.norm0").module;
        (norm.running_var! / expected - 1).abs().max().ToDouble().Should().BeLessThan(0.05);
        (norm.running_mean! / expected.sqrt()).abs().max().ToDouble().Should().BeLessThan(0.05);
    }

    // A normal number cut to [−t, t] has the variance 1 − 2tφ(t) / (2Φ(t) − 1): 0.2911 for t = 1.
    [Fact]
    public void Under_truncation_they_are_those_of_truncated_latents()
    {
        using var gan = Gan(Plan);
        using var standing = gan.WithStandingStatistics(batches: 200, batchSize: 64, truncation: 1);
        var rows = gan.Generator.get_parameter("project.weight")!.square().sum(1);
        var expected = 0.2911 * rows.view(-1, 16).mean([1L]);
        var norm = (BatchNorm)standing.Generator.named_modules().Single(m => m.name == "layers.norm0").module;
        (norm.running_var! / expected - 1).abs().max().ToDouble().Should().BeLessThan(0.05);
        FluentActions
            .Invoking(() => gan.WithStandingStatistics(truncation: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Only_statistics_change_and_only_those_of_the_copy()
    {
        using var gan = Gan(Plan);
        var before = gan.Generator.state_dict().ToDictionary(s => s.Key, s => s.Value.clone());
        using var standing = gan.WithStandingStatistics(batches: 3, batchSize: 8);
        foreach (var (name, tensor) in gan.Generator.state_dict())
        {
            tensor.equal(before[name]).all().ToBoolean().Should().BeTrue(name);
        }
        foreach (var (name, tensor) in standing.Generator.state_dict())
        {
            tensor
                .equal(before[name])
                .all()
                .ToBoolean()
                .Should()
                .Be(!name.Contains("running") && !name.Contains("num_"), name);
        }
        standing.Generator.modules().Should().OnlyContain(m => !m.training);
        standing.Generator.modules().OfType<BatchNorm>().Should().OnlyContain(n => n.momentum == 0.1);
        standing.Sample(3, seed: 1).equal(gan.Sample(3, seed: 1)).all().ToBoolean().Should().BeFalse();
    }

    [Fact]
    public void Equal_seeds_give_equal_statistics()
    {
        using var gan = Gan(Plan);
        Tensor Samples(long seed)
        {
            using var standing = gan.WithStandingStatistics(batches: 2, batchSize: 8, seed: seed);
            return standing.Sample(2, seed: 5);
        }
        Samples(3).equal(Samples(3)).all().ToBoolean().Should().BeTrue();
        Samples(3).equal(Samples(4)).all().ToBoolean().Should().BeFalse();
    }

    [Fact]
    public void Labels_are_drawn_and_codes_too()
    {
        var labels = new NetworkPlan
        {
            Family = new BigGanOptions
            {
                GeneratorMaps = 1,
                DiscriminatorMaps = 1,
                LatentSize = 4,
                SharedEmbedding = 3,
            },
            SampleShape = [1, 8, 8],
            DataCondition = ConditionSpec.Labels(3),
            Conditioning = new ProjectionConditioning(Size: 0),
        };
        var codes = Plan with { Conditioning = new InfoGanCodes() };
        foreach (var plan in new[] { labels, codes })
        {
            using var gan = Gan(plan);
            using var standing = gan.WithStandingStatistics(batches: 2, batchSize: 8);
            standing.Sample(2, seed: 1).isfinite().all().ToBoolean().Should().BeTrue();
        }
    }

    [Fact]
    public void What_has_no_such_statistics_or_needs_vectors_is_refused()
    {
        using var without = Gan(
            Plan with
            {
                Family = new MlpOptions
                {
                    LatentSize = 4,
                    GeneratorWidths = [8],
                    DiscriminatorWidths = [8],
                },
            }
        );
        FluentActions
            .Invoking(() => without.WithStandingStatistics())
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("Standing statistics are those of batch normalisation, but *");
        using var vectors = Gan(
            Plan with
            {
                DataCondition = ConditionSpec.Vectors(2),
                Conditioning = new VectorConcatenation(2),
            }
        );
        FluentActions
            .Invoking(() => vectors.WithStandingStatistics())
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("Standing statistics need conditions as the data have them, *");
        FluentActions.Invoking(() => vectors.WithStandingStatistics(0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions
            .Invoking(() => vectors.WithStandingStatistics(1, 1))
            .Should()
            .Throw<ArgumentOutOfRangeException>();
    }
}
