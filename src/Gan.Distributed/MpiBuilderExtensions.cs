namespace Gan.Distributed;

/// <summary>Trainings over MPI.</summary>
public static class MpiBuilderExtensions
{
    /// <summary>
    /// Trains in all processes that <c>mpirun</c> started this program in: each takes its part of every batch, and
    /// their gradients are summed. Started without <c>mpirun</c>, the program trains as if this call were not there, and
    /// no MPI is needed.
    /// </summary>
    /// <param name="builder">The training, the same in every process.</param>
    /// <param name="options">How processes wait for each other; null for the defaults. Those of the first call of a
    /// program hold.</param>
    /// <exception cref="GanConfigurationException">The options are out of their range.</exception>
    /// <exception cref="ProcessException">There is no MPI library, or one that does not fit.</exception>
    public static GanBuilder WithMpi(this GanBuilder builder, MpiOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithProcesses(MpiProcessGroup.World(options));
    }
}
