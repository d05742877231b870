using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Training;

/// <summary>A metric that cannot work on the data is refused by Build(), in a sentence with the setting to change. Each
/// case is proved by its neighbour, on which the same metric measures.</summary>
public sealed class MetricNeedsTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    private static IReadOnlyList<string> Problems(IGanMetric metric, IDataset data)
    {
        using (data)
        {
            try
            {
                using var trainer = Builder(data).AddMetric(metric, every: 1).Build();
                double.IsNaN(trainer.Steps().Single().Metrics[metric.Name]).Should().BeFalse();
                trainer.Context.ObserverFailures.Should().BeEmpty("what Build() lets pass can measure");
                return [];
            }
            catch (GanConfigurationException refusal)
            {
                return refusal.Problems;
            }
        }
    }

    private static GanBuilder Builder(IDataset data) =>
        new GanBuilder()
            .WithData(data)
            .WithMlp(MlpOptions.Small)
            .WithTraining(new TrainingOptions { Steps = 1, BatchSize = 2 });

    private static ImageDataset Images(int count, int side = 8)
    {
        var pixels = new byte[count * side * side];
        new Random(5).NextBytes(pixels);
        return ImageDataset.FromBytes(pixels, 1, side, side, name: "tiles");
    }

    [Fact]
    public void Kid_needs_a_subset_of_real_samples()
    {
        Problems(new KidMetric(new RawPixels(), count: 40, subsets: 2, subsetSize: 30), Images(29))
            .Should()
            .Equal(
                "metric 'KID': It compares at least 30 real samples, the subsetSize 30, but the data set 'tiles' has "
                    + "29. Set subsetSize to at most that number, or take more data."
            );
        Problems(new KidMetric(new RawPixels(), count: 40, subsets: 2, subsetSize: 30), Images(30)).Should().BeEmpty();
    }

    public static TheoryData<string, int> Neighbourly =>
        new()
        {
            { "precision", 3 },
            { "recall", 3 },
            { "density", 5 },
            { "coverage", 5 },
        };

    private static FeatureMetric Neighbours(string name) =>
        name switch
        {
            "precision" => PrecisionRecallMetric.Precision(new RawPixels(), count: 20),
            "recall" => PrecisionRecallMetric.Recall(new RawPixels(), count: 20),
            "density" => DensityCoverageMetric.Density(new RawPixels(), count: 20),
            _ => DensityCoverageMetric.Coverage(new RawPixels(), count: 20),
        };

    [Theory, MemberData(nameof(Neighbourly))]
    public void Neighbourhoods_need_more_real_samples_than_neighbours(string name, int k)
    {
        Problems(Neighbours(name), Images(k))
            .Should()
            .Equal(
                $"metric '{name}': It compares at least {k + 1} real samples, more than k = {k}, but the data set "
                    + $"'tiles' has {k}. Set k below that number, or take more data."
            );
        Problems(Neighbours(name), Images(k + 1)).Should().BeEmpty();
    }

    [Theory, MemberData(nameof(Neighbourly))]
    public void Fewer_generated_samples_than_neighbours_are_refused_where_they_are_asked_for(string name, int k) =>
        FluentActions
            .Invoking(() =>
                name is "precision" or "recall"
                    ? (FeatureMetric)PrecisionRecallMetric.Recall(new RawPixels(), count: k, k: k)
                    : DensityCoverageMetric.Density(new RawPixels(), count: k, k: k)
            )
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage($"count must be greater than {k}, but was {k}.*");

    [Fact]
    public void Ms_ssim_needs_images_as_large_as_its_window()
    {
        const string Remedy =
            " Take larger images, or another metric such as DensityCoverageMetric.Coverage(new RawPixels()).";
        Problems(new DiversityMetric(count: 4, pairs: 2), Images(8, side: 8))
            .Should()
            .Equal(
                "metric 'MS-SSIM': It compares images [C, H, W] with sides of at least 11 pixels, but samples of "
                    + "'tiles' are [1, 8, 8]."
                    + Remedy
            );
        Problems(new DiversityMetric(count: 4, pairs: 2), GaussianMixture.Ring(count: 8))
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain("are [2].");
        Problems(new DiversityMetric(count: 4, pairs: 2), Images(8, side: 11)).Should().BeEmpty();
    }

    [Fact]
    public void A_judge_of_another_size_is_refused_and_one_of_the_same_judges()
    {
        using var judge = new ImageClassifier([1, 12, 12], 3);
        using var fitting = new ImageClassifier([1, 8, 8], 3);
        Problems(new InceptionScoreMetric(judge, count: 4), Images(8))
            .Should()
            .Equal(
                "metric 'IS': Its classifier reads images [1, 12, 12], but samples of 'tiles' are [1, 8, 8]. Set "
                    + "classifier: to one trained on these data, ImageClassifier.Train(data)."
            );
        Problems(new InceptionScoreMetric(fitting, count: 4), Images(8)).Should().BeEmpty();
        Problems(new FidMetric(new ClassifierFeatures(judge), count: 8), Images(8))
            .Should()
            .Equal(
                "metric 'FID': The features 'classifier of 3 classes, hidden units' cannot be computed of samples "
                    + "[1, 8, 8]: The classifier reads images [N, 1, 12, 12], but was given [2, 1, 8, 8]. (Parameter "
                    + "'samples') Set extractor: to one that reads such samples, RawPixels reads all, or leave the "
                    + "metric out."
            );
        Problems(new FidMetric(new ClassifierFeatures(fitting), count: 8), Images(8)).Should().BeEmpty();
    }

    [Fact]
    public void A_network_of_another_size_and_one_for_images_on_points_are_refused()
    {
        using var network = nn.Sequential(nn.Flatten(), nn.Linear(144, 4));
        var features = new ModuleFeatures("of 12 x 12", network);
        Problems(new KidMetric(features, count: 8, subsets: 2, subsetSize: 4), Images(8))
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("metric 'KID': The features 'of 12 x 12' cannot be computed of samples [1, 8, 8]: ")
            .And.NotContain("\n");
        Problems(new SlicedWassersteinMetric(features, count: 8), GaussianMixture.Ring(count: 8))
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain("images must have shape [N, C, H, W]");
        Problems(new SlicedWassersteinMetric(features, count: 8), Images(8, side: 12)).Should().BeEmpty();
    }

    [Fact]
    public void Features_too_wide_for_covariances_are_refused_before_they_fill_the_memory()
    {
        const long Width = 10_000_000; // 3.2 PB
        var problem = Problems(new FidMetric(new Wide(Width), count: 8), Images(8)).Should().ContainSingle().Which;
        problem
            .Should()
            .StartWith($"metric 'FID': Features of {Width} numbers have covariances of {Width} x {Width}, ");
        problem.Should().EndWith("Set extractor: to one with fewer features, or take SlicedWassersteinMetric.");
    }

    private sealed class Wide(long width) : IFeatureExtractor
    {
        public string Name => "wide";

        public string Hash => "";

        public Tensor Extract(Tensor images) => zeros(images.shape[0], width);
    }

    [Fact]
    public void All_are_listed_at_once()
    {
        using var data = Images(2);
        Builder(data)
            .AddMetric(new KidMetric(new RawPixels()), every: 1)
            .AddMetric(PrecisionRecallMetric.Recall(new RawPixels()), every: 1)
            .AddMetric(new DiversityMetric(), every: 1)
            .AddMetric(ModeCoverageMetric.Modes([(0, 0)], 1), every: 1)
            .Invoking(builder => builder.Build())
            .Should()
            .Throw<GanConfigurationException>()
            .Which.Problems.Should()
            .HaveCount(4);
    }

    [Fact]
    public void A_trial_of_the_features_leaves_every_number_as_it_was()
    {
        using var data = Images(8);
        using var bare = Builder(data).Train();
        using var judged = Builder(data).AddMetric(new FidMetric(new RawPixels(), count: 8), every: 1).Train();
        using var expected = bare.Sample(4, seed: 1);
        using var actual = judged.Sample(4, seed: 1);
        actual.allclose(expected, rtol: 0, atol: 0).Should().BeTrue();
    }
}
