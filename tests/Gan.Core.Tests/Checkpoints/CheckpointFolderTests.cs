namespace Gan.Tests.Checkpoints;

/// <summary>Names of checkpoints, and the lock of their folder.</summary>
public sealed class CheckpointFolderTests : CheckpointTest
{
    [Fact]
    public void Two_trainings_cannot_have_one_folder_at_a_time()
    {
        using var first = Training(12).WithCheckpoints(new(Folder)).Build();
        var second = () => Training(12).WithCheckpoints(new(Folder) { Resume = true }).Build();
        second
            .Should()
            .Throw<CheckpointException>()
            .WithMessage(
                "Another training, of this program or of another one, writes its checkpoints into the folder "
                    + $"'{Folder}'. Two cannot share a folder: end the other one (in this program, dispose its "
                    + "trainer), or choose another folder."
            );
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_not_said_to_be_in_use()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "file"), "no folder");
        var build = () => Training(12).WithCheckpoints(new(Path.Combine(Folder, "file", "checkpoints"))).Build();
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
        Train(Training(2), new(Folder));
        Directory.CreateDirectory(Path.Combine(Folder, "step-00000003.tmp"));
        File.WriteAllText(Path.Combine(Folder, "step-00000003.tmp", "generator.safetensors"), "half");
        Training(2).WithCheckpoints(new(Folder) { Resume = true }).Build().Dispose();
        Stored().Should().Equal("step-00000002");
    }

    [Fact]
    public void A_checkpoint_that_is_put_aside_again_gets_a_number()
    {
        for (var again = 0; again < 3; again++)
        {
            Train(Training(4), new(Folder) { Every = 2, ResumeFrom = again == 0 ? null : 2 });
        }
        Stored().Should().Equal("step-00000002", "step-00000004", "step-00000004.aside", "step-00000004.aside2");
    }

    [Fact]
    public void Folders_of_other_names_are_no_checkpoints_and_stay()
    {
        string[] others = ["step-2", "step-000000002", "step-0000000x", "steps", "step-00000009.aside"];
        foreach (var other in others)
        {
            Directory.CreateDirectory(Path.Combine(Folder, other));
        }
        Train(Training(2), new(Folder) { KeepLast = 1 });
        Stored().Should().BeEquivalentTo([.. others, "step-00000002"]);
        StoredCheckpoint.In(Folder).Select(c => c.Step).Should().Equal(2);
    }
}
