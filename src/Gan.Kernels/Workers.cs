using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Gan.Kernels;

/// <summary>
/// Runs work on libtorch's own OpenMP threads where its library is GNU's (Linux): threads of .NET would compete with
/// them, because those spin for a while after each operator of libtorch. Elsewhere on .NET's thread pool.
/// </summary>
internal static unsafe class Workers
{
    // void GOMP_parallel(void (*function)(void*), void* data, unsigned threads, unsigned flags); int
    // omp_get_thread_num(); int omp_get_num_threads()
    private static readonly delegate* unmanaged[Cdecl]<
        delegate* unmanaged[Cdecl]<void*, void>,
        void*,
        uint,
        uint,
        void> Parallel;
    private static readonly delegate* unmanaged[Cdecl]<int> ThreadNumber;
    private static readonly delegate* unmanaged[Cdecl]<int> ThreadCount;

    static Workers()
    {
        if (!OperatingSystem.IsLinux() || TorchBackend.FindOpenMp() is not { } path)
        {
            return;
        }
        if (!NativeLibrary.TryLoad(path, out var library))
        {
            return;
        }
        if (!NativeLibrary.TryGetExport(library, "GOMP_parallel", out var parallel))
        {
            return;
        }
        if (!NativeLibrary.TryGetExport(library, "omp_get_thread_num", out var number))
        {
            return;
        }
        if (!NativeLibrary.TryGetExport(library, "omp_get_num_threads", out var count))
        {
            return;
        }
        Parallel = (delegate* unmanaged[Cdecl]<
            delegate* unmanaged[Cdecl]<void*, void>,
            void*,
            uint,
            uint,
            void>)parallel;
        ThreadNumber = (delegate* unmanaged[Cdecl]<int>)number;
        ThreadCount = (delegate* unmanaged[Cdecl]<int>)count;
    }

    /// <summary>
    /// Does the items [0, items), at least <paramref name="grain"/> a thread, on as many threads as libtorch uses.
    /// </summary>
    internal static void Run<T>(ref T work, nint items, nint grain = 1)
        where T : unmanaged, IWork
    {
        if (items <= 0)
        {
            return;
        }
        var threads = (int)Math.Min(get_num_threads(), (items + grain - 1) / Math.Max(1, grain));
        if (threads <= 1)
        {
            work.Do(0, items);
            return;
        }
        fixed (T* address = &work)
        {
            var team = new Team
            {
                Call = &Call<T>,
                Work = address,
                Items = items,
                Threads = threads,
            };
            if (Parallel != null)
            {
                Parallel(&Member, &team, (uint)threads, 0);
            }
            else
            {
                OnThreadPool(&team);
            }
            team.ThrowIfFailed();
        }
    }

    private static void OnThreadPool(Team* team)
    {
        var shared = (nint)team;
        System.Threading.Tasks.Parallel.For(0, team->Threads, number => ((Team*)shared)->Try(number));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Member(void* team)
    {
        // OpenMP may give fewer threads than it was asked for: OMP_THREAD_LIMIT, OMP_DYNAMIC, a region within another.
        var count = ThreadCount();
        for (var number = ThreadNumber(); number < ((Team*)team)->Threads; number += count)
        {
            ((Team*)team)->Try(number);
        }
    }

    private static void Call<T>(void* work, nint from, nint to)
        where T : unmanaged, IWork => ((T*)work)->Do(from, to);

    private struct Team
    {
        internal delegate* <void*, nint, nint, void> Call;
        internal void* Work;
        internal nint Items;
        internal int Threads;
        private nint failure;

        // An exception that left this thread would end the process.
        internal void Try(int number)
        {
            try
            {
                Part(number);
            }
            catch (Exception e)
            {
                var handle = GCHandle.Alloc(e);
                if (Interlocked.CompareExchange(ref failure, GCHandle.ToIntPtr(handle), 0) != 0)
                {
                    handle.Free();
                }
            }
        }

        internal readonly void ThrowIfFailed()
        {
            if (failure == 0)
            {
                return;
            }
            var handle = GCHandle.FromIntPtr(failure);
            var first = (Exception)handle.Target!;
            handle.Free();
            ExceptionDispatchInfo.Throw(first);
        }

        private readonly void Part(int number)
        {
            var from = Items * number / Threads;
            var to = Items * (number + 1) / Threads;
            if (from < to)
            {
                Call(Work, from, to);
            }
        }
    }
}
