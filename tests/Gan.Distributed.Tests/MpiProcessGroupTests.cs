namespace Gan.Distributed.Tests;

public sealed class MpiProcessGroupTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-mpi").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_program_without_mpirun_is_one_process()
    {
        var world = MpiProcessGroup.World();
        (world.Rank, world.Count, world.BytesSent).Should().Be((0, 1, 0));
        float[] values = [1, 2];
        world.Sum(values, "numbers");
        values.Should().Equal(1, 2);
        world.Gather([7], "a byte").Should().ContainSingle().Which.Should().Equal(7);
        world.Broadcast([8], "a byte").Should().Equal(8);
    }

    [MpiFact]
    public void A_process_that_hangs_is_named()
    {
        using var run = MpiRun.Start(3, folder, steps: 20, (Piece.Hang, "1:2"));
        var (status, errors) = run.End();
        status.Should().NotBe(0);
        errors.Should().MatchRegex("Process [02] of 3 waited 10 s for [a-z ]+ of process 1, which did not come\\.");
    }
}
