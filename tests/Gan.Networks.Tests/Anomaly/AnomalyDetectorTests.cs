using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Networks.Tests;

public sealed class AnomalyDetectorTests
{
    [Theory, InlineData(0.0), InlineData(1.0), InlineData(2.5)]
    public void A_score_is_the_mean_square_of_what_cannot_be_made_again_in_values_and_features(double weight)
    {
        using var detector = LinearGan.WithEncoder(weight);
        using var rows = Rows(20);
        using var scores = detector.Score(rows);
        using var expected = rows.narrow(1, 2, 4).square().sum(1) / LinearGan.Size * (1 + weight);
        scores.allclose(expected, rtol: 1e-5).Should().BeTrue();
        using var explained = detector.Explain(rows);
        explained.narrow(1, 0, 2).abs().max().ToDouble().Should().Be(0);
        explained.narrow(1, 2, 4).Equals(rows.narrow(1, 2, 4).abs()).Should().BeTrue();
    }

    [Theory, InlineData(0.0), InlineData(0.3)]
    public void A_search_finds_the_least_sum_of_differences(double share)
    {
        using var detector = Search(new LatentSearch { FeatureShare = share, Starts = 2 });
        using var rows = Rows(20);
        using var scores = detector.Score(rows);
        using var least = rows.narrow(1, 2, 4).abs().sum(1);
        scores.ge(least - 1e-4).all().ToBoolean().Should().BeTrue();
        (scores - least).max().ToDouble().Should().BeLessThan(0.01);
        using var made = detector.Reconstruct(rows);
        (made - rows).narrow(1, 0, 2).abs().max().ToDouble().Should().BeLessThan(0.01);
    }

    [Fact]
    public void A_short_search_gets_no_further_than_its_rate_allows()
    {
        using var detector = Search(new LatentSearch { Steps = 500, LearningRate = 1e-3 });
        using var far = full([1, LinearGan.Size], 4f);
        using var made = detector.Reconstruct(far);
        made.narrow(1, 0, 2).max().ToDouble().Should().BeLessThan(3.5); // rate · steps / 2 from a start near 0
    }

    [Fact]
    public void More_starts_find_no_worse_latents()
    {
        using var one = Search(new LatentSearch { Steps = 5 });
        using var three = Search(new LatentSearch { Steps = 5, Starts = 3 });
        using var rows = Rows(20);
        (three.Score(rows) - one.Score(rows)).max().ToDouble().Should().BeLessThan(1e-4);
        (three.Score(rows) - one.Score(rows)).min().ToDouble().Should().BeLessThan(-0.1);
    }

    [Fact]
    public void A_samples_score_does_not_depend_on_its_batch()
    {
        using var encoder = LinearGan.WithEncoder(1);
        using var search = Search(new LatentSearch { Steps = 20, Starts = 2 });
        using var rows = Rows(300); // more than are computed at a time
        foreach (var detector in new[] { encoder, search })
        {
            using var together = detector.Score(rows);
            using var again = detector.Score(rows.flip(0)).flip(0);
            using var alone = detector.Score(rows.narrow(0, 270, 1));
            again.allclose(together, rtol: 1e-5).Should().BeTrue();
            alone.ToDouble().Should().BeApproximately(together[270].ToDouble(), 1e-5);
        }
    }

    [Fact]
    public void Calibrated_it_raises_false_alarms_at_most_at_the_rate()
    {
        using var detector = LinearGan.WithEncoder(1);
        using var normal = Rows(1999, seed: 1);
        detector.Calibrate(normal, 0.1);
        using var scores = detector.Score(normal);
        detector.Threshold!.Score.Should().Be(scores.sort().Values[1799].ToSingle()); // the 1800th of 1999
        using var further = Rows(5000, seed: 2);
        detector.IsAnomaly(further).to(ScalarType.Float32).mean().ToDouble().Should().BeInRange(0.075, 0.125); // ± 3 σ
        detector.IsAnomaly(further * 100).to(ScalarType.Float32).mean().ToDouble().Should().BeGreaterThan(0.99);
    }

    [Fact]
    public void What_is_saved_loads_with_threshold_and_settings_and_scores_alike()
    {
        var path = Path.GetTempFileName();
        using var rows = Rows(8);
        using var normal = Rows(40, seed: 1);
        using var encoder = LinearGan.WithEncoder(0.5);
        encoder.Calibrate(normal, 0.05);
        using var search = Search(
            new LatentSearch
            {
                Steps = 9,
                Starts = 2,
                Seed = 4,
            }
        );
        foreach (var detector in new[] { encoder, search })
        {
            detector.Save(path);
            using var loaded = AnomalyDetector.Load(path);
            loaded.Score(rows).Equals(detector.Score(rows)).Should().BeTrue();
            loaded.Threshold.Should().Be(detector.Threshold);
            loaded.Step.Should().Be(detector.Step);
            loaded.Plan.Search.Should().Be(detector.Plan.Search);
            loaded.Plan.FeatureWeight.Should().Be(detector.Plan.FeatureWeight);
            loaded.ToString().Should().Be(detector.ToString());
        }
        File.Delete(path);
    }

    [Fact]
    public void Files_of_other_networks_are_refused_by_name()
    {
        var path = Path.GetTempFileName();
        using var gan = LinearGan.Gan();
        using var detector = LinearGan.WithEncoder(1);
        gan.Save(path);
        var load = () => AnomalyDetector.Load(path);
        load.Should().Throw<InvalidDataException>().WithMessage("*lacks 'gan.encoder'*AnomalyDetector.Save*");
        detector.Save(path);
        var other = () => TrainedGan.Load(path);
        other.Should().Throw<InvalidDataException>().WithMessage("*holds an anomaly detector*AnomalyDetector.Load*");
        var (tensors, metadata) = Safetensors.Load(path);
        Safetensors.Save(path, tensors, metadata.Append(new("gan.threshold", "NaN")).ToDictionary());
        load.Should().Throw<InvalidDataException>().WithMessage("*gan.threshold is NaN*");
        metadata["gan.encoder.options"] = """{ "Widths": [100000, 100000] }""";
        Safetensors.Save(path, tensors, metadata);
        load.Should().Throw<InvalidDataException>().WithMessage("*describes a network of at least 1.00*e+10 weights*");
        File.Delete(path);
    }

    [Fact]
    public void What_a_detector_cannot_use_is_refused_with_the_remedy()
    {
        using var gan = LinearGan.Gan();
        var own = LinearGan.Plan with
        {
            Family = new CustomNetworks(
                LinearGan.LatentSize,
                _ => GeneratorNetwork.Wrap(nn.Linear(LinearGan.LatentSize, LinearGan.Size)),
                _ => DiscriminatorNetwork.Wrap(nn.Linear(LinearGan.Size, 1))
            ),
        };
        using var generator = own.MakeGenerator();
        using var discriminator = own.MakeDiscriminator();
        Refused(
            () => AnomalyDetector.Of(generator, discriminator, null, new AnomalyPlan { Networks = own }, "rows", 1),
            "*gives none*weight of the features to 0*"
        );
        Refused(
            () =>
                AnomalyDetector.Of(gan.Generator, discriminator, null, new() { Networks = LinearGan.Plan }, "rows", 1),
            "*was not made from the plan*"
        );
        var coupled = new NetworkPlan
        {
            Family = new DcganOptions
            {
                FeatureMaps = 2,
                LatentSize = 3,
                MinibatchStd = true,
            },
            SampleShape = [1, 8, 8],
        };
        using var maker = coupled.MakeGenerator();
        using var judge = coupled.MakeDiscriminator();
        Refused(
            () => AnomalyDetector.Of(maker, judge, null, new AnomalyPlan { Networks = coupled }, "images", 1),
            "*judges the samples of a batch together*MinibatchStd*"
        );
    }

    [Fact]
    public void Samples_of_another_shape_and_a_missing_threshold_are_refused()
    {
        using var detector = LinearGan.WithEncoder(1);
        using var wrong = zeros(3, 5);
        using var whole = zeros([3, LinearGan.Size], ScalarType.Int64);
        using var rows = Rows(3);
        Refused(() => detector.Score(wrong), "Samples must be floats [N, 6]*Float32[3, 5]*");
        Refused(() => detector.Explain(whole), "*Int64*");
        new Action(() => detector.IsAnomaly(rows))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("*no threshold*Calibrate*");
        detector.Dispose();
        new Action(() => detector.Score(rows)).Should().Throw<ObjectDisposedException>();
    }

    private static void Refused(Action act, string message) =>
        act.Should().Throw<ArgumentException>().WithMessage(message);

    private static AnomalyDetector Search(LatentSearch search)
    {
        using var gan = LinearGan.Gan();
        using var judge = LinearGan.Judge();
        return AnomalyDetector.AnoGan(gan, judge, search);
    }

    private static Tensor Rows(long count, ulong seed = 0)
    {
        using var stream = new Generator(seed);
        return randn([count, LinearGan.Size], generator: stream);
    }
}
