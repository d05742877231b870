using System.Globalization;

namespace Gan.Distributed;

/// <summary>What the program that started this process says of it, in environment variables.</summary>
internal static class Launch
{
    private static readonly string[] Sizes = ["PMI_SIZE", "PMIX_SIZE"];
    private static readonly string[] LocalRanks = ["MPI_LOCALRANKID", "SLURM_LOCALID", "PMI_LOCAL_RANK"];

    /// <summary>Whether an <c>mpirun</c> or <c>srun</c> started it, with other processes or alone.</summary>
    /// <exception cref="ProcessException">It was that of Open MPI.</exception>
    internal static bool ByMpi(Func<string, string?> read)
    {
        if (read("OMPI_COMM_WORLD_SIZE") is not null)
        {
            throw new ProcessException(
                "Open MPI started this process, whose binary interface MPI.NET does not know. Start it by MPICH's "
                    + "mpirun (Debian: mpirun.mpich), Intel MPI's or MS-MPI's."
            );
        }
        return Sizes.Any(name => read(name) is not null) || read("PMI_RANK") is not null || read("PMI_FD") is not null;
    }

    /// <summary>The number of this process among those on its machine, from 0; 0 where nobody says it.</summary>
    internal static int LocalRank(Func<string, string?> read)
    {
        foreach (var name in LocalRanks)
        {
            if (int.TryParse(read(name), NumberStyles.None, CultureInfo.InvariantCulture, out var rank))
            {
                return rank;
            }
        }
        return 0;
    }
}
