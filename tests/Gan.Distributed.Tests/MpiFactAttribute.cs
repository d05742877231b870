namespace Gan.Distributed.Tests;

/// <summary>A test that starts several processes by MPICH's mpirun.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MpiFactAttribute : FactAttribute
{
    public MpiFactAttribute()
    {
        if (MpiRun.Program is null)
        {
            Skip = "There is no mpirun.mpich; eng/setup.sh --tests brings it.";
        }
    }
}
