namespace Gan.Tests.Checkpoints;

/// <summary>A training goes on only under the settings it was stored with, except where they cannot matter.</summary>
public sealed class SettingsComparisonTests : IDisposable
{
    private static readonly TrainingOptions Training = new()
    {
        Steps = 4,
        BatchSize = 8,
        Seed = 1,
    };
    private readonly string folder = Directory.CreateTempSubdirectory("gan-settings").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static GanBuilder Builder() =>
        Tiny.Builder()
            .WithMlp(
                new MlpOptions
                {
                    LatentSize = 4,
                    GeneratorWidths = [8],
                    DiscriminatorWidths = [8],
                }
            )
            .WithTraining(Training);

    private Action Resuming(GanBuilder builder, params string[] allow) =>
        () => builder.WithCheckpoints(new(folder) { Resume = true, Allow = allow }).Build().Dispose();

    private void Store(GanBuilder builder) => builder.WithCheckpoints(new(folder) { Every = 2 }).Train().Dispose();

    [Fact]
    public void Every_difference_is_listed_with_both_values_and_how_to_allow_it()
    {
        Store(Builder());
        Resuming(Builder().WithTraining(Training with { BatchSize = 4, Seed = 2 }).WithLsgan())
            .Should()
            .Throw<CheckpointException>()
            .Which.Message.Should()
            .Contain("- batchSize: stored 8, given 4")
            .And.Contain("- seed: stored 1, given 2")
            .And.Contain("- loss: stored NonSaturatingLoss")
            .And.Contain("given LeastSquaresLoss")
            .And.Contain("Allow = [\"loss\", \"batchSize\", \"seed\"]")
            .And.NotContain("networks");
    }

    [Fact]
    public void What_is_allowed_by_name_may_differ_and_the_rest_not()
    {
        Store(Builder());
        var changed = Builder().WithTraining(Training with { BatchSize = 4, Seed = 2 });
        Resuming(changed, "batchSize")
            .Should()
            .Throw<CheckpointException>()
            .Which.Message.Should()
            .Contain("- seed")
            .And.NotContain("- batchSize");
        Resuming(changed, "batchSize", "seed").Should().NotThrow();
    }

    [Fact]
    public void Without_an_average_the_live_weights_go_on_and_not_those_that_were_averaged()
    {
        Store(Builder().WithTraining(Training with { MovingAverageDecay = 0.9 }));
        using var trainer = Builder()
            .WithTraining(Training with { MovingAverageDecay = 0 })
            .WithCheckpoints(new(folder) { Resume = true, Allow = ["movingAverageDecay"] })
            .Build();
        using var scope = TorchSharp.torch.NewDisposeScope();
        float[] Stored(string name) =>
            Safetensors
                .Load(Path.Combine(Directory.GetDirectories(folder, "step-*").Max(StringComparer.Ordinal)!, name))
                .Tensors["layers.out.weight"]
                .data<float>()
                .ToArray();
        trainer
            .Context.Generator.state_dict()["layers.out.weight"]
            .detach()
            .data<float>()
            .ToArray()
            .Should()
            .Equal(Stored("generator.safetensors"))
            .And.NotEqual(Stored("average.safetensors"));
    }

    [Fact]
    public void More_or_fewer_steps_are_harmless_where_nothing_depends_on_their_number()
    {
        Store(Builder().WithOptimizers(new AdamOptions { Schedule = new StepDecay(2) }));
        Resuming(
                Builder()
                    .WithTraining(Training with { Steps = 40 })
                    .WithOptimizers(new AdamOptions { Schedule = new StepDecay(2) })
            )
            .Should()
            .NotThrow();
    }

    [Fact]
    public void More_steps_are_no_harm_as_long_as_the_decay_has_not_begun()
    {
        var decayed = Builder().WithOptimizers(new AdamOptions { Schedule = new LinearDecay(From: 0.5) });
        Store(decayed);
        Resuming(decayed.WithTraining(Training with { Steps = 40 }))
            .Should()
            .Throw<CheckpointException>("step 4 of 4 had a lower rate")
            .Which.Message.Should()
            .Contain("- steps: stored 4, given 40");
        var early = () =>
            decayed
                .WithTraining(Training with { Steps = 40 })
                .WithCheckpoints(new(folder) { ResumeFrom = 2 })
                .Build()
                .Dispose();
        early.Should().NotThrow("in the first two of four steps, and in the first 20 of 40, the rate is whole");
    }

    [Fact]
    public void Schedules_that_count_images_leave_the_number_of_steps_free()
    {
        ILearningRateSchedule course = new OverImages(24, new HalfCosine(1, 0.1));
        GanBuilder Scheduled() =>
            Builder()
                .WithOptimizers(new AdamOptions(1e-3, 0, 0.9) { Schedule = course, Beta2Schedule = course })
                .AddPenalty(new Losses.R1Penalty(), schedule: course)
                .AddGeneratorPenalty(new Losses.ModeSeeking(), schedule: course);
        TrainingOptions Averaged(TrainingOptions of) =>
            of with
            {
                MovingAverageHalfLife = new(100) { Schedule = course },
            };
        Store(Scheduled().WithTraining(Averaged(Training)));
        Resuming(Scheduled().WithTraining(Averaged(Training with { Steps = 40 }))).Should().NotThrow();
    }

    [Theory]
    [InlineData("β2")]
    [InlineData("penalty")]
    [InlineData("generator's penalty")]
    [InlineData("average")]
    public void Schedules_over_the_whole_training_tie_it_to_its_length(string what)
    {
        var course = new HalfCosine(1, 0.5);
        var chosen = what switch
        {
            "β2" => Builder().WithOptimizers(new AdamOptions(1e-3, 0, 0.9) { Beta2Schedule = course }),
            "penalty" => Builder().AddPenalty(new Losses.R1Penalty(), schedule: course),
            "average" => Builder(),
            _ => Builder().AddGeneratorPenalty(new Losses.ModeSeeking(), schedule: course),
        };
        HalfLife? life = what == "average" ? new(100) { Schedule = course } : null;
        GanBuilder Scheduled(long steps) =>
            chosen.WithTraining(Training with { Steps = steps, MovingAverageHalfLife = life });
        Store(Scheduled(Training.Steps));
        Resuming(Scheduled(40)).Should().Throw<CheckpointException>().WithMessage("*steps: stored 4, given 40*");
    }

    [Fact]
    public void A_data_set_that_grows_with_the_training_ties_it_to_its_length()
    {
        var growing = Training with { DataGrowth = new DataGrowth(0.3) };
        Store(Builder().WithTraining(growing));
        Resuming(Builder().WithTraining(growing with { Steps = 40 }))
            .Should()
            .Throw<CheckpointException>()
            .WithMessage("*steps: stored 4, given 40*");
    }

    [Fact]
    public void Cadence_and_number_of_checkpoints_are_no_settings_of_the_training()
    {
        Store(Builder());
        var resume = () =>
            Builder()
                .WithCheckpoints(
                    new(folder)
                    {
                        Resume = true,
                        Every = 7,
                        KeepLast = 9,
                        KeepEvery = 2,
                    }
                )
                .Build()
                .Dispose();
        resume.Should().NotThrow();
    }
}
