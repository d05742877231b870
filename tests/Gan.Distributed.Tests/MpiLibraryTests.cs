namespace Gan.Distributed.Tests;

public sealed class MpiLibraryTests
{
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
