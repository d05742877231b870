using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Backend.Tests;

/// <summary>Numbers that TorchSharp handed to libtorch and holds no more.</summary>
[SupportedOSPlatform("linux")]
public sealed class LateDeletesTests
{
    private const string Elsewhere = "Another system's libraries keep their addresses elsewhere.";

    public LateDeletesTests() => TorchBackend.EnsureAvailable();

    [LinuxFact(Elsewhere)]
    public void A_call_still_reads_a_number_whose_object_is_gone()
    {
        TorchBackend.DefersDeletes.Should().BeTrue();
        using var scope = NewDisposeScope();
        for (var i = 0; i < 100; i++)
        {
            using var number = 0.2.ToScalar();
            var address = Address(number);
            number.Dispose(); // as the finaliser does while the call goes on
            Address(number) = address;
            try
            {
                tensor(-10f).leaky_relu(number).item<float>().Should().Be(-2);
            }
            finally
            {
                Address(number) = 0;
            }
        }
    }

    // Without late deletes one fails in some ten thousand.
    [LinuxFact(Elsewhere)]
    public void Calls_do_not_fail_while_another_thread_collects_garbage()
    {
        using var ended = new ManualResetEventSlim();
        var other = new Thread(() =>
        {
            while (!ended.IsSet)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        var x = ones(2, 16);
        other.Start();
        try
        {
            for (var i = 0; i < 300_000; i++)
            {
                x.leaky_relu_(0.2);
            }
        }
        finally
        {
            ended.Set();
            other.Join();
        }
    }

    [LinuxFact(Elsewhere)]
    public async Task What_waits_is_deleted_in_the_end()
    {
        for (var i = 0; i < 100_000; i++)
        {
            i.ToScalar().Dispose();
        }
        LateDeletes.Waiting.Should().BeGreaterThan(10_000);
        for (var i = 0; i < 1000 && LateDeletes.Waiting > 10_000; i++)
        {
            await Task.Delay(50);
            i.ToScalar().Dispose();
        }
        LateDeletes.Waiting.Should().BeLessThanOrEqualTo(10_000);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "handle")]
    private static extern ref nint Address(Scalar number);
}
