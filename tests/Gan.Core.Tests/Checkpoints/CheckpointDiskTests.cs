namespace Gan.Tests.Checkpoints;

/// <summary>What is said of disks that take no checkpoint, and of several checkpoints of which some are
/// damaged.</summary>
public sealed class CheckpointDiskTests : DamageTest
{
    [Fact]
    public void A_half_deleted_checkpoint_is_refused_and_where_none_is_whole_that_is_said()
    {
        foreach (var step in new[] { Newest, Before })
        {
            foreach (
                var file in Directory
                    .GetFiles(Path.Combine(Folder, step))
                    .Where(f => !f.EndsWith("generator.safetensors", StringComparison.Ordinal))
            )
            {
                File.Delete(file);
            }
        }
        Refused().Message.Should().Contain("checkpoint.json: it is missing").And.EndWith("No earlier one is whole.");
    }

    [Fact]
    public void What_cannot_be_written_says_how_much_it_takes_and_which_one_is_whole()
    {
        using var trainer = Training(8).WithCheckpoints(new(Folder) { Every = 2, Resume = true }).Build();
        // what is written beside the others, and renamed when it is whole, finds a file in its place
        File.WriteAllText(Path.Combine(Folder, "step-00000006"), "in the way");
        var train = () => trainer.Steps().Count();
        train
            .Should()
            .Throw<CheckpointException>()
            .WithMessage(
                "*could not be written: *It takes * bytes and some thousands more, and * are free. "
                    + "The one of step 4 is whole. Make room, then go on with Resume = true."
            );
    }

    [Fact]
    public void Of_several_damaged_ones_the_newest_whole_one_is_offered()
    {
        Train(
            Training(8),
            new(Folder)
            {
                Every = 2,
                Resume = true,
                KeepLast = 4,
            }
        );
        foreach (var step in new[] { "step-00000008", "step-00000006" })
        {
            File.WriteAllText(Path.Combine(Folder, step, "generator.safetensors"), "");
        }
        Refused(Training(8)).Message.Should().EndWith($"{Newest}, is whole: ResumeFrom = 4 takes it.");
    }
}
