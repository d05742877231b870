using Gan.Data;
using Gan.Losses;

namespace Gan.Tests.Building;

public sealed class RecommendedTests
{
    private const double Blink = 1e-4; // minutes

    private static GanSettings Settings(GanBuilder builder, LogLines? lines = null)
    {
        using var trainer = builder.WithLogging(lines ?? new LogLines()).Build();
        return trainer.Settings;
    }

    private static GanBuilder For(IDataset data, double minutes = Blink) =>
        new GanBuilder().WithData(data).WithRecommended(minutes);

    [Fact]
    public void Pictures_of_64_pixels_get_a_wide_DCGAN_in_small_batches()
    {
        using var data = Tiny.Images(64, 3, 40, labels: false);
        var lines = new LogLines();
        var settings = Settings(For(data), lines);
        settings.Networks.Should().Be(new DcganOptions { FeatureMaps = 32 });
        settings.Loss.Should().BeOfType<HingeLoss>();
        settings.Training.BatchSize.Should().Be(16);
        settings.Conditioning.Should().BeNull();
        lines.All.Should().Contain(line => line.Id == 120 && line.Text.StartsWith("recommended: a DCGAN of 32 maps"));
    }

    [Fact]
    public void Small_images_get_a_narrow_one()
    {
        using var data = Tiny.Images(28, 1, 40, labels: false);
        var settings = Settings(For(data));
        settings.Networks.Should().Be(new DcganOptions { FeatureMaps = 16 });
        settings.Training.BatchSize.Should().Be(32);
    }

    [Fact]
    public void Images_that_are_seen_often_are_changed()
    {
        using var data = Tiny.Images(16, 1, 2000, labels: false);
        Settings(For(data)).Augmentations.Should().BeEmpty();
        Settings(For(data, minutes: 1)).Augmentations.Should().Equal(new DiffAugment());
    }

    [Fact]
    public void Labels_are_used_where_each_class_has_enough()
    {
        using var few = new Counted(Tiny.Images(16, 1, 40));
        using var many = new Counted(Tiny.Images(16, 1, 400));
        var lines = new LogLines();
        Settings(For(few), lines).Conditioning.Should().BeNull();
        lines.All.Should().Contain(line => line.Text.Contains("smallest of the 4 classes has 10 images"));
        var settings = Settings(For(many));
        settings.Conditioning.Should().Be(new ProjectionConditioning());
        settings.Networks.Should().BeOfType<DcganOptions>().Which.ConditionalBatchNorm.Should().BeTrue();
    }

    [Fact]
    public void Points_and_images_too_small_for_a_DCGAN_get_fully_connected_networks()
    {
        using var points = GaussianMixture.Ring(count: 100);
        using var tiny = Tiny.Images(4, 1, 40, labels: false);
        foreach (var data in new IDataset[] { points, tiny })
        {
            var settings = Settings(For(data));
            settings.Networks.Should().BeOfType<MlpOptions>();
            settings.Loss.Should().BeOfType<WassersteinLoss>();
            settings.CriticSteps.Should().Be(5);
        }
    }

    [Fact]
    public void What_the_user_chose_holds_whichever_call_comes_first()
    {
        using var data = Tiny.Images(16, 1, 40, labels: false);
        var own = new DcganOptions { FeatureMaps = 4 };
        var training = new TrainingOptions
        {
            Steps = 2,
            BatchSize = 8,
            Seed = 5,
        };
        Settings(For(data).WithNetworks(own).WithTraining(training))
            .Should()
            .BeEquivalentTo(
                Settings(
                    new GanBuilder().WithNetworks(own).WithTraining(training).WithRecommended(Blink).WithData(data)
                )
            )
            .And.Match<GanSettings>(s => s.Training.Steps == 2 && s.Networks.Equals(own));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(double.NaN)]
    public void Minutes_that_are_no_time_are_refused(double minutes)
    {
        var call = () => new GanBuilder().WithRecommended(minutes);
        call.Should().Throw<ArgumentOutOfRangeException>().WithMessage("minutes must be*");
    }

    /// <summary>Tells how many samples its classes have.</summary>
    private sealed class Counted(IDataset inner) : IDataset
    {
        public string Name => inner.Name;
        public long Count => inner.Count;
        public IReadOnlyList<long> SampleShape => inner.SampleShape;
        public ConditionSpec Condition => inner.Condition;
        public IReadOnlyDictionary<long, long> ClassCounts =>
            Enumerable.Range(0, 4).ToDictionary(label => (long)label, _ => inner.Count / 4);

        public Batch Read(TorchSharp.torch.Tensor indices, TorchSharp.torch.Device device) =>
            inner.Read(indices, device);

        public void Dispose() => inner.Dispose();
    }
}
