using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// One thread for small networks. Their layers are too short to be split: two threads made steps of the default DCGAN
/// 1.14 times as fast on an idle machine and five times as slow on a busy one, where each layer waits for the thread
/// that was put aside. The choice follows from the networks and the batch alone, so that equal seeds give equal weights
/// whatever else the machine does.
/// </summary>
internal static class ThreadPolicy
{
    // Multiplications a sample, roughly: a weight of a linear layer serves once, one of a convolution at some hundred
    // places of the image.
    private const long SmallNetwork = 5_000_000;
    private const long Places = 100;

    // Multiplications of a pass through linear layers alone, which are one matrix product each: from here on a second
    // thread gains half and more.
    private const long SmallProducts = 30_000_000;

    /// <summary>Threads for these networks: all that libtorch has, or 1; what the user set with OMP_NUM_THREADS
    /// stays.</summary>
    /// <param name="players">Whose networks.</param>
    /// <param name="batch">Samples of an update.</param>
    internal static int Threads(IReadOnlyList<Player> players, long batch) =>
        Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is not null || players.Any(p => IsLarge(p.Network, batch))
            ? get_num_threads()
            : 1;

    private static bool IsLarge(nn.Module network, long batch)
    {
        var dense = network.parameters().Where(p => p.dim() <= 2).Sum(p => p.numel());
        var spatial = network.parameters().Where(p => p.dim() > 2).Sum(p => p.numel());
        return spatial == 0 ? dense * batch >= SmallProducts : dense + Places * spatial >= SmallNetwork;
    }

    /// <summary>Until the result is disposed, operators called from this thread use so many.</summary>
    internal static Limit Use(int threads) => new(threads);

    internal readonly struct Limit : IDisposable
    {
        private readonly int before = get_num_threads();

        internal Limit(int threads) => Set(threads);

        public void Dispose() => Set(before);

        private static void Set(int threads)
        {
            if (get_num_threads() != threads)
            {
                set_num_threads(threads);
            }
        }
    }
}
