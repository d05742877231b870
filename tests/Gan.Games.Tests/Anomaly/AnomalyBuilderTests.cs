using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

public sealed class AnomalyBuilderTests
{
    [Fact]
    public void Rows_off_the_line_of_normal_ones_score_higher()
    {
        using var normal = Rows.NearLine(512);
        using var detector = new AnomalyBuilder()
            .WithData(normal)
            .WithFAnoGan()
            .With(gan => gan.WithTraining(new TrainingOptions { Steps = 200 }))
            .WithEncoder(encoder => encoder.WithTraining(new TrainingOptions { Steps = 200 }))
            .Train();
        using var other = Rows.NearLine(200, seed: 1);
        using var further = other.Read(arange(200), CPU);
        using var strange = further.Samples.abs(); // on another line
        detector.Calibrate(further.Samples, 0.1);
        var far = further.Samples.abs().min(1).values > 0.3;
        detector.IsAnomaly(strange[far]).to(ScalarType.Float32).mean().ToDouble().Should().BeGreaterThan(0.9);
        detector.Explain(strange).shape.Should().Equal(200, Rows.Columns);
    }

    // Broken off in the first training, between the two, and in the second.
    [Theory, InlineData(3, 0), InlineData(6, 0), InlineData(6, 3)]
    public void A_training_killed_in_either_stage_goes_on_bit_for_bit(int ganSteps, int encoderSteps)
    {
        using var folder = new TemporaryFolder();
        using var images = Pictures.Squares(24);
        var stored = new CheckpointOptions(folder["run"]) { Every = 2 };
        using var straight = Small(images).Train();
        Kill(Small(images).WithCheckpoints(stored), ganSteps, encoderSteps);
        using var resumed = Small(images).WithCheckpoints(stored with { Resume = true }).Train();
        straight.Save(folder["straight"]);
        resumed.Save(folder["resumed"]);
        File.ReadAllBytes(folder["resumed"]).Should().Equal(File.ReadAllBytes(folder["straight"]));
    }

    // Some steps, and then nothing that a training does at its end.
    private static void Kill(AnomalyBuilder builder, int ganSteps, int encoderSteps)
    {
        using var trainer = builder.BuildGan();
        Play(trainer.Steps(), ganSteps, whole: encoderSteps > 0);
        if (encoderSteps == 0)
        {
            return;
        }
        using var gan = trainer.Snapshot();
        using var judge = trainer.SnapshotDiscriminator();
        using var encoder = builder.BuildEncoder(gan, judge);
        Play(encoder.Steps(), encoderSteps, whole: false);
    }

    private static void Play(IEnumerable<StepReport> steps, int count, bool whole)
    {
        // an enumerator that nobody disposes is a process that ends
        var course = steps.GetEnumerator();
        for (var step = 0; step < count || whole; step++)
        {
            if (!course.MoveNext())
            {
                break;
            }
        }
    }

    [Fact]
    public void A_cancelled_training_goes_on_in_its_first_stage()
    {
        using var folder = new TemporaryFolder();
        using var images = Pictures.Squares(24);
        var stored = new CheckpointOptions(folder["run"]) { Every = 2 };
        using var straight = Small(images).Train();
        using var cancellation = new CancellationTokenSource();
        var progress = new Stop(cancellation, after: 3);
        using var broken = Small(images).WithCheckpoints(stored).Train(progress, cancellation.Token);
        broken.Step.Should().Be(0);
        using var resumed = Small(images).WithCheckpoints(stored with { Resume = true }).Train();
        using var batch = images.Read(arange(24), CPU);
        resumed.Score(batch.Samples).Equals(straight.Score(batch.Samples)).Should().BeTrue();
    }

    private sealed class Stop(CancellationTokenSource cancellation, int after) : IProgress<StepReport>
    {
        private int reports;

        public void Report(StepReport value)
        {
            if (++reports == after)
            {
                cancellation.Cancel();
            }
        }
    }

    [Fact]
    public void An_encoder_does_not_go_on_with_another_GAN()
    {
        using var folder = new TemporaryFolder();
        using var images = Pictures.Squares(24);
        var stored = new CheckpointOptions(folder["run"]) { Every = 2 };
        Small(images).WithCheckpoints(stored).Train().Dispose();
        Directory.Delete(Path.Combine(folder["run"], "gan"), recursive: true);
        var other = () =>
            Small(images)
                .With(gan => gan.WithTraining(Steps(6) with { Seed = 9 }))
                .WithCheckpoints(stored with { Resume = true })
                .Train();
        other.Should().Throw<CheckpointException>().WithMessage("*GAN = *");
    }

    [Fact]
    public void It_plays_with_augmentation_average_micro_batches_and_any_loss()
    {
        using var images = Pictures.Squares(24, channels: 3);
        using var detector = Small(images)
            .With(gan =>
                gan.WithHinge()
                    .AddPenalty(new R1Penalty(1))
                    .AddAugmentation(new DiffAugment())
                    .WithTraining(Steps(2) with { MicroBatch = 2 })
            )
            .WithEncoder(encoder => encoder.WithTraining(Steps(2) with { MicroBatch = 2, MovingAverageDecay = 0.5 }))
            .Train();
        using var batch = images.Read(arange(5), CPU);
        detector.Score(batch.Samples).isfinite().all().ToBoolean().Should().BeTrue();
        detector.Explain(batch.Samples).shape.Should().Equal(5, 3, 16, 16);
    }

    [Fact]
    public void Pictures_show_sample_what_is_made_in_its_place_and_the_difference()
    {
        using var images = Pictures.Squares(24);
        using var trainer = Small(images).BuildGan();
        using var gan = trainer.Train();
        using var judge = trainer.SnapshotDiscriminator();
        using var encoder = Small(images).BuildEncoder(gan, judge);
        using var detector = encoder.Train();
        using var views = encoder.Context.Views(2);
        views.shape.Should().Equal(2, 1, 16, 48);
        using var batch = images.Read(arange(2), CPU);
        views.narrow(3, 0, 16).Equals(batch.Samples).Should().BeTrue();
        views.narrow(3, 16, 16).allclose(detector.Reconstruct(batch.Samples), atol: 1e-6).Should().BeTrue();
        views.narrow(3, 32, 16).allclose(detector.Explain(batch.Samples) - 1, atol: 1e-6).Should().BeTrue();
        encoder.Context.Sample(2).shape.Should().Equal(2, 1, 16, 16);
    }

    [Fact]
    public void Missing_data_and_a_step_that_is_not_of_both_trainings_are_refused()
    {
        var without = () => new AnomalyBuilder().Train();
        without.Should().Throw<GanConfigurationException>().WithMessage("*normal data*WithData*");
        var from = () => new AnomalyBuilder().WithCheckpoints(new CheckpointOptions("run") { ResumeFrom = 3 });
        from.Should().Throw<ArgumentException>().WithMessage("*one of the two trainings*");
        using var images = Pictures.Squares(8);
        var packs = () => Small(images).With(gan => gan.WithPacking(2)).Train();
        packs.Should().Throw<GanConfigurationException>().WithMessage("*packs of 2*");
    }

    private static TrainingOptions Steps(long steps) => new() { Steps = steps, BatchSize = 4 };

    private static AnomalyBuilder Small(IDataset data) =>
        new AnomalyBuilder()
            .WithData(data)
            .WithFAnoGan()
            .WithOptions(new EncoderOptions { Encoder = new DcganEncoder { FeatureMaps = 2 } })
            .With(gan => gan.WithNetworks(new DcganOptions { FeatureMaps = 2, LatentSize = 4 }).WithTraining(Steps(6)))
            .WithEncoder(encoder => encoder.WithTraining(Steps(6)));
}
