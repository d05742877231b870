namespace Gan.Torch.Tests;

/// <summary>For tests that measure the process's memory or count on its shared stream of random numbers.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneInTheProcess
{
    public const string Name = "alone";
}
