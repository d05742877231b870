namespace Gan;

/// <summary>
/// Lets one network at a time draw its first weights. TorchSharp's modules draw them from libtorch's shared stream,
/// which belongs to the whole process.
/// </summary>
public static class WeightInitialisation
{
    private static readonly Lock One = new();

    /// <summary>Until the result is disposed, no other thread that asks here makes networks or seeds the shared
    /// stream. A thread may ask again while it is alone.</summary>
    public static IDisposable Alone()
    {
        One.Enter();
        return new Turn();
    }

    private sealed class Turn : IDisposable
    {
        private bool over;

        public void Dispose()
        {
            if (!over)
            {
                over = true;
                One.Exit();
            }
        }
    }
}
