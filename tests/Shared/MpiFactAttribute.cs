namespace Gan.Tests;

/// <summary>A test that starts several processes by MPICH's mpirun.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MpiFactAttribute : FactAttribute
{
    /// <summary>MPICH's mpirun; null where it is not installed.</summary>
    public static string? Program { get; } = Witness.Find("mpirun.mpich");

    public MpiFactAttribute()
    {
        if (Program is null)
        {
            Skip = "There is no mpirun.mpich; eng/setup.sh --tests brings it.";
        }
    }
}
