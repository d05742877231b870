using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Checkpoints;

public sealed class CheckpointOptionsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-checkpoints").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static GanBuilder Builder(long steps = 12) =>
        Tiny.Builder()
            .WithMlp(
                new MlpOptions
                {
                    LatentSize = 4,
                    GeneratorWidths = [8],
                    DiscriminatorWidths = [8],
                }
            )
            .WithTraining(new TrainingOptions { Steps = steps, BatchSize = 8 });

    private string[] Stored() =>
        [.. Directory.GetDirectories(folder).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    private void Train(GanBuilder builder, CheckpointOptions options) =>
        builder.WithCheckpoints(options).Train().Dispose();

    [Fact]
    public void The_newest_stay_and_those_of_every_mth_step_for_ever()
    {
        Train(
            Builder(),
            new(folder)
            {
                Every = 1,
                KeepLast = 2,
                KeepEvery = 5,
            }
        );
        Stored().Should().Equal("step-00000005", "step-00000010", "step-00000011", "step-00000012");
    }

    [Fact]
    public void The_last_step_is_stored_whether_it_is_due_or_not()
    {
        Train(Builder(), new(folder) { Every = 5, KeepLast = 9 });
        Stored().Should().Equal("step-00000005", "step-00000010", "step-00000012");
    }

    [Fact]
    public void The_best_by_a_metric_is_stored_at_its_very_step_and_stays()
    {
        double[] values = [5, 4, double.NaN, 3, 6, 2.5, 7, 8, 9, 9, 9, 9];
        Train(
            Builder().AddMetric(new Listed(values), every: 1),
            new(folder)
            {
                Every = 100,
                KeepLast = 1,
                Best = new("listed"),
            }
        );
        Stored().Should().Equal("step-00000006", "step-00000012");
    }

    [Fact]
    public void A_resumed_training_remembers_which_one_was_the_best()
    {
        double[] values = [5, 1, 3, 4, 2, 6, 7, 8, 9, 9, 9, 9];
        var builder = Builder().AddMetric(new Listed(values), every: 1);
        using (
            var first = builder
                .WithCheckpoints(
                    new(folder)
                    {
                        Every = 4,
                        KeepLast = 1,
                        Best = new("listed"),
                    }
                )
                .Build()
        )
        {
            first.Steps().First(r => r.Step == 4);
        }
        Train(
            builder,
            new(folder)
            {
                Every = 100,
                KeepLast = 1,
                Best = new("listed"),
                Resume = true,
            }
        );
        Stored().Should().Equal("step-00000002", "step-00000012");
    }

    private sealed class Listed(double[] values) : IGanMetric
    {
        public string Name => "listed";

        public double Measure(TrainingContext context) => values[context.Step - 1];
    }

    [Fact]
    public void A_cancelled_training_is_stored_at_its_last_step_and_goes_on_from_there()
    {
        using var source = new CancellationTokenSource();
        using (var trainer = Builder().WithCheckpoints(new(folder) { Every = 100 }).Build())
        {
            foreach (var report in trainer.Steps(source.Token))
            {
                if (report.Step == 3)
                {
                    source.Cancel();
                }
            }
        }
        Stored().Should().Equal("step-00000003");
        using var resumed = Builder().WithCheckpoints(new(folder) { Resume = true }).Build();
        resumed.Step.Should().Be(3);
        resumed.Steps().Select(r => r.Step).Should().Equal(Enumerable.Range(4, 9).Select(i => (long)i));
    }

    [Fact]
    public void A_finished_training_has_nothing_to_do_and_a_longer_one_goes_on()
    {
        Train(Builder(4), new(folder));
        using (var done = Builder(4).WithCheckpoints(new(folder) { Resume = true }).Build())
        {
            done.Steps().Should().BeEmpty();
        }
        using var longer = Builder(6).WithCheckpoints(new(folder) { Resume = true }).Build();
        longer.Steps().Select(r => r.Step).Should().Equal(5, 6);
    }

    [Fact]
    public void A_training_that_a_rule_has_ended_stays_ended()
    {
        var builder = Builder().AddStopping(new PlateauStopping(Window: 1, Patience: 2, MinChange: 1e9));
        Train(builder, new(folder));
        Stored().Should().Equal("step-00000003");
        using var resumed = builder.WithCheckpoints(new(folder) { Resume = true }).Build();
        resumed.Steps().Should().BeEmpty();
    }

    [Fact]
    public void Going_on_from_an_earlier_step_puts_the_later_ones_aside()
    {
        Train(Builder(6), new(folder) { Every = 2 });
        using (var trainer = Builder(6).WithCheckpoints(new(folder) { ResumeFrom = 2 }).Build())
        {
            trainer.Step.Should().Be(2);
        }
        Stored().Should().Equal("step-00000002", "step-00000004.aside", "step-00000006.aside");
    }

    [Fact]
    public void A_fresh_training_does_not_take_a_folder_that_has_checkpoints()
    {
        Train(Builder(2), new(folder));
        var build = () => Builder(2).WithCheckpoints(new(folder)).Build();
        build.Should().Throw<CheckpointException>().WithMessage("*came to step 2*Resume = true*another folder*");
    }

    [Fact]
    public void Two_trainings_cannot_have_one_folder_at_a_time()
    {
        using var first = Builder().WithCheckpoints(new(folder)).Build();
        var second = () => Builder().WithCheckpoints(new(folder) { Resume = true }).Build();
        second
            .Should()
            .Throw<CheckpointException>()
            .WithMessage(
                $"Another training, of this program or of another one, writes its checkpoints into the folder '{folder}'. "
                    + "Two cannot share a folder: end the other one (in this program, dispose its trainer), or choose "
                    + "another folder."
            );
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_not_said_to_be_in_use()
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "file"), "no folder");
        var build = () => Builder().WithCheckpoints(new(Path.Combine(folder, "file", "checkpoints"))).Build();
        build
            .Should()
            .Throw<CheckpointException>()
            .WithMessage("The folder '*checkpoints' cannot be used for checkpoints: *Choose another folder.")
            .Which.Message.Should()
            .NotContain("Another training");
    }

    [Fact]
    public void An_interrupted_write_is_removed_at_the_next_start()
    {
        Train(Builder(2), new(folder));
        Directory.CreateDirectory(Path.Combine(folder, "step-00000003.tmp"));
        File.WriteAllText(Path.Combine(folder, "step-00000003.tmp", "generator.safetensors"), "half");
        Builder(2).WithCheckpoints(new(folder) { Resume = true }).Build().Dispose();
        Stored().Should().Equal("step-00000002");
    }

    [Fact]
    public void The_average_of_a_checkpoint_is_a_trained_gan_of_its_own()
    {
        using var trained = Builder(2).WithCheckpoints(new(folder)).Train();
        using var loaded = TrainedGan.Load(Path.Combine(folder, "step-00000002", "average.safetensors"));
        using var scope = NewDisposeScope();
        loaded.Step.Should().Be(2);
        loaded
            .Sample(3, seed: 1)
            .data<float>()
            .ToArray()
            .Should()
            .Equal(trained.Sample(3, seed: 1).data<float>().ToArray());
    }

    [Fact]
    public void Every_bad_option_is_named_with_its_bound_and_value()
    {
        var options = new CheckpointOptions(" ")
        {
            Every = 0,
            KeepLast = 0,
            KeepEvery = -1,
            ResumeFrom = -1,
            Best = new("fid"),
            Allow = ["batchsize"],
        };
        var build = () => Builder().WithCheckpoints(options).Build();
        build
            .Should()
            .Throw<GanConfigurationException>()
            .Which.Problems.Should()
            .SatisfyRespectively(
                p => p.Should().Contain("Folder must name a folder"),
                p => p.Should().Contain("Every must be at least 1, but was 0."),
                p => p.Should().Contain("KeepLast must be at least 1, but was 0."),
                p => p.Should().Contain("KeepEvery must be at least 0, but was -1."),
                p => p.Should().Contain("ResumeFrom must be at least 0, but was -1."),
                p => p.Should().Contain("'fid'"),
                p => p.Should().Contain("'batchsize', which is no setting").And.Contain("batchSize")
            );
    }
}
