using System.Globalization;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Kernels.Tests.Buffers;

/// <summary>Memory of libtorch once the kernels are there. Counts page faults of the process, so nothing runs beside
/// it.</summary>
public sealed class LargeBuffersTests
{
    private const long Megabytes = 12;

    private readonly ProcessorKernels kernels = new();

    [LinuxFact("The C library is another system's.")]
    public void A_buffer_takes_the_place_of_one_that_is_gone()
    {
        kernels.ReusesBuffers.Should().BeTrue();
        Step();
        var before = Faults();
        for (var i = 0; i < 50; i++)
        {
            Step();
        }
        var pages = (Faults() - before) / 50.0;
        pages.Should().BeLessThan(0.1 * 12 * Megabytes * 256, "a step writes 12 buffers of 12 MiB, in pages of 4 KiB");
    }

    // Buffers of several sizes with small ones between, as a step of training has them.
    private static void Step()
    {
        using var scope = NewDisposeScope();
        for (var i = 0; i < 6; i++)
        {
            ones((Megabytes << 18) + 16 * i).Dispose();
            var large = ones((Megabytes << 18) + 16 * i);
            var small = ones(7 + i);
            large[0] = small[0];
        }
    }

    [Fact]
    public void Buffers_of_every_size_are_aligned_to_a_line_of_the_cache()
    {
        using var scope = NewDisposeScope();
        for (long size = 1; size < 1 << 26; size = size * 3 / 2 + 1)
        {
            var address = AddressOf(empty(size, ScalarType.Byte));
            (address % 64).Should().Be(0, "of {0} bytes", size);
        }
    }

    [Fact]
    public void What_is_too_large_is_refused_and_the_process_goes_on()
    {
        var ask = () => empty(1L << 44);
        ask.Should().Throw<ExternalException>();
        using var small = ones(3);
        small.sum().ToSingle().Should().Be(3);
    }

    private static unsafe long AddressOf(Tensor tensor)
    {
        fixed (byte* first = tensor.bytes)
        {
            return (long)first;
        }
    }

    // Field 10 of proc's stat, behind the name in brackets.
    private static long Faults()
    {
        var line = File.ReadAllText("/proc/self/stat");
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[7], CultureInfo.InvariantCulture);
    }
}
