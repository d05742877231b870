namespace Gan.Tests.Checkpoints;

public sealed class CheckpointOptionsTests : CheckpointTest
{
    [Fact]
    public void The_newest_stay_and_those_of_every_mth_step_for_ever()
    {
        Train(
            Training(12),
            new(Folder)
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
        Train(Training(12), new(Folder) { Every = 5, KeepLast = 9 });
        Stored().Should().Equal("step-00000005", "step-00000010", "step-00000012");
    }

    [Fact]
    public void The_best_by_a_metric_is_stored_at_its_very_step_and_stays()
    {
        double[] values = [5, 4, double.NaN, 3, 6, 2.5, 7, 8, 9, 9, 9, 9];
        Train(
            Training(12).AddMetric(new Listed(values), every: 1),
            new(Folder)
            {
                Every = 100,
                KeepLast = 1,
                Best = new("listed"),
            }
        );
        Stored().Should().Equal("step-00000006", "step-00000012");
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
        var build = () => Training(12).WithCheckpoints(options).Build();
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
                p => p.Should().Contain("'batchsize', which is no setting").And.EndWith("Write 'batchSize'.")
            );
    }

    [Fact]
    public void A_file_where_the_folder_should_be_is_said_at_once_beside_all_else()
    {
        var file = Path.Combine(Folder, "afile");
        File.WriteAllText(file, "");
        var build = () => Training(1).WithCheckpoints(new CheckpointOptions(file) { Every = 0 }).Build();
        build
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*must name a folder, but '*afile' is a file. Name another, or move the file.*Every*");
        File.ReadAllText(file).Should().BeEmpty("it is left alone");
    }
}
