using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// The stream of random numbers that layers such as <see cref="LayerDropout"/> draw from on this thread. A training
/// sets one in each step, so that trainings side by side in one process do not take each other's numbers.
/// </summary>
public static class LayerStream
{
    [ThreadStatic]
    private static Generator? current;

    /// <summary>The stream; null outside a training, where layers draw from libtorch's shared one.</summary>
    public static Generator? Current => current;

    /// <summary>Until the result is disposed, layers of this thread draw from a stream.</summary>
    /// <param name="stream">The stream, which stays the caller's to dispose; null for libtorch's.</param>
    public static IDisposable Use(Generator? stream)
    {
        var setting = new Setting(current);
        current = stream;
        return setting;
    }

    private sealed class Setting(Generator? before) : IDisposable
    {
        public void Dispose() => current = before;
    }
}
