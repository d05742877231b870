namespace Gan.Kernels;

/// <summary>
/// Work that is split among threads by its items. Holds pointers; lives on the stack of who waits for it.
/// </summary>
internal interface IWork
{
    /// <summary>Does the items [from, to). Must not throw.</summary>
    void Do(nint from, nint to);
}
