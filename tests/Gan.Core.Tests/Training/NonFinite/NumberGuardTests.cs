using TorchSharp;
using static Gan.Tests.Training.NonFinite.GuardedTraining;
using static TorchSharp.torch;

namespace Gan.Tests.Training.NonFinite;

public sealed class NumberGuardTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-numbers").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_skipped_update_leaves_weights_statistics_and_memory_finite_and_training_goes_on()
    {
        using var data = new Poisoned(Tiny.Images());
        using var trainer = Builder(data)
            .WithDcgan(new DcganOptions { FeatureMaps = 4, LatentSize = 4 })
            .WithNumberGuard(new(NumberPolicy.Skip))
            .Build();
        var reports = trainer.Steps().ToList();
        reports.Should().HaveCount(8);
        reports
            .Count(r => double.IsNaN(r.DiscriminatorLoss))
            .Should()
            .Be(2, "the sample is in one of four batches of each of two epochs");
        foreach (
            var tensor in trainer
                .Context.Discriminator.state_dict()
                .Values.Concat(trainer.Context.Generator.state_dict().Values)
        )
        {
            tensor.to(ScalarType.Float32).isfinite().all().ToBoolean().Should().BeTrue();
        }
    }

    [Fact]
    public void Too_many_skips_in_a_row_stop_all_the_same() =>
        Stopped(
            Builder().WithLoss(new Spoilt(n => n > 2, Nan)).WithNumberGuard(new(NumberPolicy.Skip) { MaxSkips = 2 })
        )
            .Step.Should()
            .Be(5, "a good update of the generator in between does not count");

    [Fact]
    public void Rolling_back_repeats_the_steps_since_the_last_checkpoint_at_a_lower_rate()
    {
        var builder = Builder()
            .WithLoss(new Spoilt(n => n == 5, Nan))
            .WithNumberGuard(new(NumberPolicy.RollBack) { RateFactor = 0.25 });
        using (var trainer = builder.WithCheckpoints(new(folder) { Every = 3 }).Build())
        {
            trainer.Steps().Select(r => r.Step).Should().Equal(1, 2, 3, 4, 4, 5, 6, 7, 8);
        }
        File.ReadAllText(Path.Combine(folder, "step-00000008", "checkpoint.json")).Should().Contain("\"rollbacks\": 1");
    }

    [Fact]
    public void A_lower_rate_of_zero_point_one_moves_the_weights_a_tenth_as_far()
    {
        // Adam's first step is as long as its rate: from the same weights, the rate after the return shows in the
        // weights.
        double Moved(Func<int, bool> spoilt, string at)
        {
            using var trainer = Builder()
                .WithLoss(new Spoilt(spoilt, Nan))
                .WithOptimizers(new AdamOptions(1e-3, 0, 0.9))
                .WithNumberGuard(new(NumberPolicy.RollBack) { RateFactor = 0.1 })
                .WithCheckpoints(new(Path.Combine(folder, at)) { Every = 100 })
                .Build();
            using var before = trainer.Context.Discriminator.parameters().First().detach().clone();
            trainer.Steps().First();
            return (trainer.Context.Discriminator.parameters().First().detach() - before).abs().max().ToDouble();
        }
        Moved(n => n == 1, "slow").Should().BeApproximately(0.1 * Moved(_ => false, "straight"), 1e-5);
    }

    [Fact]
    public void Returns_are_bounded_and_counted_over_a_resumed_training()
    {
        var builder = Builder().WithNumberGuard(new(NumberPolicy.RollBack) { MaxRollbacks = 2 });
        var updates = 0;
        Stopped(builder.WithLoss(new Spoilt(n => (updates = n) > 3, Nan)).WithCheckpoints(new(folder) { Every = 2 }))
            .Step.Should()
            .Be(3);
        updates.Should().Be(3 + 1 + 1 + 1, "after the fault in step 4, step 3 fails at once, two times");
    }

    [Fact]
    public void Bad_settings_are_named()
    {
        var build = () =>
            Builder()
                .WithNumberGuard(
                    new(NumberPolicy.RollBack)
                    {
                        MaxSkips = 0,
                        MaxRollbacks = 0,
                        RateFactor = 2,
                    }
                )
                .Build();
        build
            .Should()
            .Throw<GanConfigurationException>()
            .Which.Problems.Should()
            .SatisfyRespectively(
                p => p.Should().Be("NumberGuard.MaxSkips must be at least 1, but was 0."),
                p => p.Should().Be("NumberGuard.MaxRollbacks must be at least 1, but was 0."),
                p => p.Should().Be("NumberGuard.RateFactor must be in (0, 1], but was 2."),
                p => p.Should().Contain("Add WithCheckpoints")
            );
    }
}
