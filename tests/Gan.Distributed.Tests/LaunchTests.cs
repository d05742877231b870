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
}
