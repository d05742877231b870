using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Runtime.Versioning;
using TorchSharp;

namespace Gan;

/// <summary>
/// Lets numbers outlive the calls of libtorch that read them, on Linux.
/// </summary>
/// <remarks>
/// TorchSharp 0.107 hands libtorch the address of a number (its class Scalar), and nothing holds the object until the
/// call returns: not in <c>x * 2</c>, <c>a + b</c>, a LeakyReLU, a BatchNorm or a step of an optimiser. Where another
/// thread causes a garbage collection in between, the finaliser gives the number's memory back, and the call fails with
/// "Expected false to be true, but got false". So what TorchSharp's native library deletes in a number's size stays as
/// it is for a second more, and is deleted then.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static unsafe class LateDeletes
{
    private const string Library = "LibTorchSharp";
    private const string Operator = "_ZdlPvm"; // operator delete(void*, size_t)
    private const nuint NumberSize = 32; // of c10::Scalar

    // Rounds and not times: a process that was stopped, or a machine that slept, comes back a tenth of a second later.
    private const int Rounds = 11;
    private const long LeastMilliseconds = 100; // of a round

    private static readonly Lock Guard = new();
    private static readonly List<nint>[] Blocks = [.. Enumerable.Range(0, Rounds).Select(_ => new List<nint>())];

    private static int round;
    private static long began;
    private static nint* slot;
    private static delegate* unmanaged[Cdecl]<void*, nuint, void> delete;

    /// <summary>How many blocks wait to be deleted.</summary>
    internal static int Waiting
    {
        get
        {
            lock (Guard)
            {
                return Blocks.Sum(b => b.Count);
            }
        }
    }

    /// <summary>From now on, for the whole process. libtorch is loaded.</summary>
    /// <returns>False where everything is deleted at once, as ever.</returns>
    internal static bool Begin()
    {
        // The address of code that may be unloaded must not stay behind.
        if (AssemblyLoadContext.GetLoadContext(typeof(LateDeletes).Assembly)!.IsCollectible)
        {
            return false;
        }
        if (!NativeLibrary.TryLoad(Library, typeof(torch).Assembly, null, out var library))
        {
            return false;
        }
        slot = ImportedFunctions.Find(library, Operator);
        if (slot == null)
        {
            return false;
        }
        // the loader fills in the address at the first call, with whoever allocates in this process
        0.ToScalar().Dispose();
        delete = (delegate* unmanaged[Cdecl]<void*, nuint, void>)Volatile.Read(ref *slot);
        Volatile.Write(ref *slot, (nint)(delegate* unmanaged[Cdecl]<void*, nuint, void>)&Delete);
        // What native code deletes after .NET has ended must not call it.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Volatile.Write(ref *slot, (nint)delete);
        return true;
    }

    // In place of the operator for TorchSharp's native library, with its meaning; called on any thread.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Delete(void* block, nuint size)
    {
        if (size == NumberSize && block != null)
        {
            Keep((nint)block);
        }
        else
        {
            delete(block, size);
        }
    }

    private static void Keep(nint block)
    {
        lock (Guard)
        {
            var now = Environment.TickCount64;
            if (now - began >= LeastMilliseconds)
            {
                began = now;
                round = (round + 1) % Rounds;
                foreach (var old in Blocks[round])
                {
                    delete((void*)old, NumberSize);
                }
                Blocks[round].Clear();
            }
            Blocks[round].Add(block);
        }
    }
}
