namespace Gan.Tests.Checkpoints;

/// <summary>Where a training goes on, and what it stores when it ends.</summary>
public sealed class CheckpointSessionTests : CheckpointTest
{
    [Fact]
    public void A_resumed_training_remembers_which_one_was_the_best()
    {
        double[] values = [5, 1, 3, 4, 2, 6, 7, 8, 9, 9, 9, 9];
        var builder = Training(12).AddMetric(new Listed(values), every: 1);
        using (
            var first = builder
                .WithCheckpoints(
                    new(Folder)
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
            new(Folder)
            {
                Every = 100,
                KeepLast = 1,
                Best = new("listed"),
                Resume = true,
            }
        );
        Stored().Should().Equal("step-00000002", "step-00000012");
    }

    [Fact]
    public void A_cancelled_training_is_stored_at_its_last_step_and_goes_on_from_there()
    {
        using var source = new CancellationTokenSource();
        using (var trainer = Training(12).WithCheckpoints(new(Folder) { Every = 100 }).Build())
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
        using var resumed = Training(12).WithCheckpoints(new(Folder) { Resume = true }).Build();
        resumed.Step.Should().Be(3);
        resumed.Steps().Select(r => r.Step).Should().Equal(Enumerable.Range(4, 9).Select(i => (long)i));
    }

    [Fact]
    public void A_finished_training_has_nothing_to_do_and_a_longer_one_goes_on()
    {
        Train(Training(4), new(Folder));
        using (var done = Training(4).WithCheckpoints(new(Folder) { Resume = true }).Build())
        {
            done.Steps().Should().BeEmpty();
        }
        using var longer = Training(6).WithCheckpoints(new(Folder) { Resume = true }).Build();
        longer.Steps().Select(r => r.Step).Should().Equal(5, 6);
    }

    [Fact]
    public void A_training_that_a_rule_has_ended_stays_ended()
    {
        var builder = Training(12).AddStopping(new PlateauStopping(Window: 1, Patience: 2, MinChange: 1e9));
        Train(builder, new(Folder));
        Stored().Should().Equal("step-00000003");
        using var resumed = builder.WithCheckpoints(new(Folder) { Resume = true }).Build();
        resumed.Steps().Should().BeEmpty();
    }

    [Fact]
    public void Going_on_from_an_earlier_step_puts_the_later_ones_aside()
    {
        Train(Training(6), new(Folder) { Every = 2 });
        using (var trainer = Training(6).WithCheckpoints(new(Folder) { ResumeFrom = 2 }).Build())
        {
            trainer.Step.Should().Be(2);
        }
        Stored().Should().Equal("step-00000002", "step-00000004.aside", "step-00000006.aside");
    }

    [Fact]
    public void A_fresh_training_does_not_take_a_folder_that_has_checkpoints()
    {
        Train(Training(2), new(Folder));
        var build = () => Training(2).WithCheckpoints(new(Folder)).Build();
        build.Should().Throw<CheckpointException>().WithMessage("*came to step 2*Resume = true*another folder*");
    }
}
