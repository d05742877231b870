using System.Runtime.InteropServices;

namespace Gan.Kernels;

/// <summary>
/// Memory that a thread uses again: pages mapped anew for each call would cost a tenth of the work.
/// </summary>
internal sealed unsafe class Scratch
{
    private const int CacheLine = 64;

    private float* memory;
    private nint size;

    ~Scratch() => NativeMemory.AlignedFree(memory);

    /// <summary>At least that many floats, at the start of a cache line, with whatever they held before.</summary>
    internal static float* Get(ref Scratch? scratch, nint floats)
    {
        scratch ??= new Scratch();
        return scratch.Get(floats);
    }

    private float* Get(nint floats)
    {
        if (size >= floats)
        {
            return memory;
        }
        NativeMemory.AlignedFree(memory);
        memory = null;
        size = 0;
        memory = (float*)NativeMemory.AlignedAlloc((nuint)floats * sizeof(float), CacheLine);
        size = floats;
        return memory;
    }
}
