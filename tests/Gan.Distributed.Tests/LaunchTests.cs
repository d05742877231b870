namespace Gan.Distributed.Tests;

/// <summary>What the environment says of a process, and what is said where MPI is missing.</summary>
public sealed class LaunchTests
{
    private static Func<string, string?> Environment(params string[] variables) =>
        name =>
            variables
                .Where(v => v.StartsWith(name + "=", StringComparison.Ordinal))
                .Select(v => v[(name.Length + 1)..])
                .FirstOrDefault();

    [Theory]
    [InlineData("PMI_SIZE=2", true)]
    [InlineData("PMIX_SIZE=2", true)]
    [InlineData("PMI_RANK=0", true)]
    [InlineData("SLURM_NTASKS=2", false)]
    public void An_mpirun_is_known_by_its_variables(string variable, bool expected) =>
        Launch.ByMpi(Environment(variable)).Should().Be(expected);

    [Theory]
    [InlineData("MPI_LOCALRANKID=3", 3)]
    [InlineData("SLURM_LOCALID=1", 1)]
    [InlineData("SLURM_LOCALID=?", 0)]
    public void The_number_on_the_machine_is_read(string variable, int expected) =>
        Launch.LocalRank(Environment(variable)).Should().Be(expected);

    [Fact]
    public void Open_MPI_is_refused_with_a_sentence() =>
        FluentActions
            .Invoking(() => Launch.ByMpi(Environment("OMPI_COMM_WORLD_SIZE=2")))
            .Should()
            .Throw<ProcessException>()
            .WithMessage("Open MPI started this process, *Start it by MPICH's mpirun*");

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

    [Fact]
    public void A_time_out_that_cannot_be_is_refused() =>
        FluentActions
            .Invoking(() => new GanBuilder().WithMpi(new MpiOptions { Timeout = TimeSpan.Zero }))
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*MpiOptions.Timeout must be above 0, but was 00:00:00.*");

    [Fact]
    public void A_library_that_is_not_there_is_told_with_what_to_install()
    {
        var start = new System.Diagnostics.ProcessStartInfo(
            "dotnet",
            [typeof(Piece).Assembly.Location, Path.GetTempPath(), "1"]
        )
        {
            RedirectStandardError = true,
        };
        start.Environment["PMI_RANK"] = "0";
        start.Environment["GAN_MPI_LIBRARY"] = "/nowhere/libmpi.so";
        using var process = System.Diagnostics.Process.Start(start)!;
        process
            .StandardError.ReadToEnd()
            .Trim()
            .Should()
            .Be(
                "GAN_MPI_LIBRARY names '/nowhere/libmpi.so', which is no library that can be loaded. Name that of "
                    + "MPICH, Intel MPI or MS-MPI."
            );
        process.WaitForExit();
        process.ExitCode.Should().Be(3);
    }
}
