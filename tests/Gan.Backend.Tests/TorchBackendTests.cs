using System.Diagnostics;
using static TorchSharp.torch;

namespace Gan.Backend.Tests;

public sealed class TorchBackendTests
{
    [Fact]
    public void Once_it_is_loaded_asking_again_costs_nothing()
    {
        TorchBackend.EnsureAvailable();
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < 1_000_000; i++)
        {
            TorchBackend.EnsureAvailable();
        }
        Stopwatch.GetElapsedTime(began).Should().BeLessThan(TimeSpan.FromSeconds(1), "a call is to take nanoseconds");
    }

    [Fact]
    public void The_processor_has_no_problem() => TorchBackend.DeviceProblem(CPU).Should().BeNull();

    [Fact]
    public void Many_threads_may_ask_at_once() => Parallel.For(0, 32, _ => TorchBackend.EnsureAvailable(CPU));

    [Fact]
    public void Native_files_of_this_system_lie_beside_the_program()
    {
        NativeFiles.Find("torch_cpu").Should().NotBeNull();
        NativeFiles.Find("no_such_library").Should().BeNull();
        NativeFiles
            .OtherSystems()
            .Should()
            .OnlyContain(
                system => system == NativeFiles.ThisSystem,
                "the repository's programs bring one system's libtorch"
            );
    }
}
