using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using Xunit.Abstractions;

namespace Gan.Acceptance.Tests.Hostile;

/// <summary>Counts tensors and memory of the whole process, so nothing may run beside it.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public class AloneCollection;

/// <summary>Damaged and forged files. GAN_MUTATIONS sets another number of inputs for every reader; GAN_MUTATION_SEED
/// another seed.</summary>
[Collection("alone")]
public sealed class HostileFileTests(ITestOutputHelper output)
{
    private const int Inputs = 20_000;
    private const int InputsOfSlowReaders = 500;

    // A leak grows in every part of a run; caches of libtorch, .NET and the C library grow in some.
    private const int Parts = 4;
    private const long OfCaches = 25_000;

    // TorchSharp 0.107 counts each Parameter twice and takes off one, and keeps the shell of a tensor, without its
    // numbers: at most so many bytes. Each read of networks may leave one shell for each of their parameters.
    private const long Shell = 1000;

    public static TheoryData<string> Names => [.. Readers.All.Keys];

    private static int Setting(string name, int standard) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value)
            ? value
            : standard;

    [Theory, MemberData(nameof(Names))]
    public void A_changed_file_gives_a_valid_result_or_a_documented_exception(string name)
    {
        var reader = Readers.All[name];
        var memory = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        var folder = Directory.CreateDirectory(Path.Combine(memory, $"gan-hostile-{Guid.NewGuid():N}")).FullName;
        try
        {
            Try(name, reader, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Try(string name, Reader reader, string folder)
    {
        var seed = Setting("GAN_MUTATION_SEED", 5);
        var count = Setting("GAN_MUTATIONS", reader.Slow ? InputsOfSlowReaders : Inputs);
        var good = reader.Good(folder);
        var path = Path.Combine(folder, "bad");
        var made = good.Select(whole => MadeOf(reader, path, whole)).ToArray();
        var whatRefusedMake = reader.MadeByRefused(made);
        var allowed = 0L;
        var found = new SortedDictionary<string, int>();
        var tensors = torch.Tensor.TotalCount;
        var memory = PeakMemory();
        var clock = Stopwatch.StartNew();
        var size = Math.Max(count / Parts, 1);
        var (inUse, shells) = InUse();
        var leak = long.MaxValue;
        for (var i = 0; i < count; i++)
        {
            var changed = new Mutator(seed * 1_000_003 + i).Mutate(good[i % good.Length], reader.Layers);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var there = torch.Tensor.TotalCount;
            var fault = Read(reader, path, changed, out var parameters);
            var left = torch.Tensor.TotalCount - there;
            allowed += fault is null ? parameters : OfRefused(reader, left, whatRefusedMake);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            var reason = $"{name}, seed {seed}, input {i}";
            if (fault is not null && !reader.Documented.Contains(fault.GetType()))
            {
                throw new InvalidOperationException($"{reason}: {fault.GetType()}", fault);
            }
            if (fault is not null)
            {
                fault.Message.Should().NotBeNullOrWhiteSpace(reason);
            }
            allocated.Should().BeLessThan(reader.Constant + 400L * changed.Length, reason);
            clock.Elapsed.Should().BeLessThan(TimeSpan.FromMinutes(30), "a reader must not hang: {0}", reason);
            var kind = fault?.GetType().Name ?? "read";
            found[kind] = found.GetValueOrDefault(kind) + 1;
            if ((i + 1) % size != 0)
            {
                continue;
            }
            var (inUseNow, shellsNow) = InUse();
            leak = Math.Min(leak, inUseNow - inUse - Shell * (shellsNow - shells));
            inUse = inUseNow;
            shells = shellsNow;
        }
        (shells - tensors).Should().BeLessThanOrEqualTo(allowed, "nothing may leak");
        leak.Should().BeLessThan(OfCaches + 200L * size, "nothing may leak");
        (PeakMemory() - memory)
            .Should()
            .BeLessThan(1L << 31, "no file may make a reader ask for more memory than it is worth");
        output.WriteLine(
            $"{name}: {count} inputs from seed {seed} in {clock.Elapsed.TotalSeconds:f1} s: "
                + $"{string.Join(", ", found.Select(f => $"{f.Key} {f.Value}"))}"
        );
    }

    // A checkpoint is read when its networks are there. A network's file is refused before its network is made, or when
    // the network is filled: it leaves nothing, or the shells of the whole network, which may be that of another file.
    private static long OfRefused(Reader reader, long left, HashSet<long> made)
    {
        if (reader.Slow)
        {
            return made.Max();
        }
        return made.Contains(left) ? left : 0;
    }

    private static (long Bytes, long Tensors) InUse()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return (NativeMemory.InUse(), torch.Tensor.TotalCount);
    }

    /// <summary>Reads a file that nobody has changed; only the shells of the networks' parameters are left.</summary>
    /// <returns>How many these are.</returns>
    private static long MadeOf(Reader reader, string path, byte[] whole)
    {
        Read(reader, path, whole, out _).Should().BeNull("it is read");
        var (_, before) = InUse(); // the first may have filled caches
        Read(reader, path, whole, out var parameters).Should().BeNull("it is read again");
        var (_, after) = InUse();
        (after - before).Should().BeLessThanOrEqualTo(parameters, "nothing may leak");
        return parameters;
    }

    private static Exception? Read(Reader reader, string path, byte[] content, out long parameters)
    {
        File.WriteAllBytes(path, content);
        var made = 0L;
        var fault = Record.Exception(() =>
        {
            made = reader.Read(path);
        });
        parameters = made;
        return fault;
    }

    /// <summary>Most address space ever asked for, touched or not; 0 where the system does not say.</summary>
    private static long PeakMemory()
    {
        if (!File.Exists("/proc/self/status"))
        {
            return 0;
        }
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmPeak:", StringComparison.Ordinal));
        return 1024
            * long.Parse(
                line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
                CultureInfo.InvariantCulture
            );
    }
}
