using System.Runtime.InteropServices;

namespace TorchSharp.Engine;

/// <summary>One share in a native tensor. Counts what is alive and tells the garbage collector the bytes it keeps.</summary>
internal sealed class TensorHandle : SafeHandle
{
    // Below this the managed objects around a tensor weigh as much as its data, and telling costs more than it helps.
    private const long WorthTelling = 1024;

    private static long alive;
    private readonly long pressure;

    internal TensorHandle(nint handle, long newBytes) : base(0, ownsHandle: true)
    {
        SetHandle(handle);
        Interlocked.Increment(ref alive);
        if (newBytes < WorthTelling) return;
        pressure = newBytes;
        GC.AddMemoryPressure(newBytes);
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
        if (pressure > 0) GC.RemoveMemoryPressure(pressure);
        return true;
    }
}
