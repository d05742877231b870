using System.Runtime.InteropServices;

namespace TorchSharp.Engine;

/// <summary>One share in a native tensor. Counts what is alive and tells the garbage collector the bytes it keeps.</summary>
internal sealed class TensorHandle : SafeHandle
{
    // Below this the managed objects around a tensor weigh as much as its data, and telling costs more than it helps.
    private const long WorthTelling = 1024;

    // Memory pressure starts collections but waits for none, and a thread that allocates outruns the one that finalizes:
    // forgotten tensors would pile up to gigabytes. Beyond this, or twice what survived last time, the thread waits.
    private const long Free = 512L << 20;

    private static readonly Lock collecting = new();
    private static long alive, held, limit = Free;
    private readonly long pressure;

    internal TensorHandle(nint handle, long newBytes) : base(0, ownsHandle: true)
    {
        SetHandle(handle);
        Interlocked.Increment(ref alive);
        if (newBytes < WorthTelling) return;
        pressure = newBytes;
        GC.AddMemoryPressure(newBytes);
        if (Interlocked.Add(ref held, newBytes) > Interlocked.Read(ref limit)) Collect();
    }

    /// <summary>Native tensors held by managed code now.</summary>
    internal static long Alive => Interlocked.Read(ref alive);

    /// <summary>The undefined tensor has a null handle, which is valid to hold and to free.</summary>
    public override bool IsInvalid => false;

    internal bool IsUndefined => handle == 0;

    protected override bool ReleaseHandle()
    {
        Native.gt_tensor_free(handle);
        Interlocked.Decrement(ref alive);
        if (pressure == 0) return true;
        GC.RemoveMemoryPressure(pressure);
        Interlocked.Add(ref held, -pressure);
        return true;
    }

    private static void Collect()
    {
        if (!collecting.TryEnter()) return;
        try
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Interlocked.Exchange(ref limit, Math.Max(Free, 2 * Interlocked.Read(ref held)));
        }
        finally
        {
            collecting.Exit();
        }
    }
}
