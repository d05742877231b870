using static TorchSharp.torch;

namespace Gan.Kernels.Tests;

/// <summary>Until it is disposed, libtorch and the kernels use so many threads.</summary>
internal sealed class Threads : IDisposable
{
    private readonly int before = get_num_threads();

    internal Threads(int count) => set_num_threads(count);

    public void Dispose() => set_num_threads(before);
}
