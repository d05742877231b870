using System.Runtime.InteropServices;

namespace Gan.Acceptance.Tests;

/// <summary>What a consumer of the packages meets, in a folder that knows nothing of this repository.</summary>
[Collection(nameof(PackageCollection))]
public sealed class ConsumerTests(PackageFeed feed)
{
    private static readonly string Here = Systems()[0];
    private static readonly string Elsewhere = Systems()[1];

    [Fact]
    public void A_program_trains_with_Gan_Net_and_a_backend_alone_whichever_it_calls_first_and_after_publishing()
    {
        var consumer = new Consumer(feed, $"libtorch-cpu-{Here}");
        ShouldWork(consumer, consumer.Built);
        consumer
            .Run(consumer.Built, "cuda")
            .Split('\n')
            .Should()
            .HaveCount(3)
            .And.OnlyContain(line =>
                line.Contains(
                    "The device 'cuda' is not available: the libtorch of this program computes on the CPU only; "
                        + "run 'dotnet add package TorchSharp-cuda-"
                )
            );

        consumer.KernelsIn(consumer.Built, "0").Should().Be("none", "the variable turns them off");

        ShouldWork(consumer, consumer.Publish("--no-build"));
        ShouldWork(consumer, consumer.Publish("-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false"));

        feed.CacheShouldBeAsBefore();
        Directory.Delete(consumer.Folder, recursive: true); // half a gigabyte
    }

    [Fact]
    public void A_program_with_Gan_Core_alone_computes_everything_by_libtorch()
    {
        var consumer = Consumer.OfCore(feed, $"libtorch-cpu-{Here}");
        consumer.KernelsIn(consumer.Built).Should().Be("none");
        Directory.Delete(consumer.Folder, recursive: true);
    }

    [Fact]
    public void A_program_with_Gan_Runtime_alone_samples_and_has_nothing_of_libtorch()
    {
        var consumer = Consumer.OfRuntime(feed);
        var shipped = Path.Combine(PackageFeed.Repository, "tests", "Gan.Runtime.Tests", "Fixtures", "dcgan-labels");
        consumer.Run(consumer.Built, shipped).Should().Be("True: 1,16,16");
        var files = Directory
            .GetFiles(consumer.Built, "*", SearchOption.AllDirectories)
            .Select(Path.GetFileName)
            .ToList();
        files.Should().Contain("Microsoft.ML.OnnxRuntime.dll");
        files.Should().NotContain(name => name!.Contains("torch", StringComparison.OrdinalIgnoreCase));
        files.Where(name => name!.StartsWith("Gan.")).Should().OnlyContain(name => name!.StartsWith("Gan.Runtime."));
        Directory.Delete(consumer.Folder, recursive: true);
    }

    [Fact]
    public void A_program_without_a_backend_is_told_the_command_that_adds_it() =>
        EveryDoorShouldSay(
            null,
            "Gan.Net computes with libtorch, but this program has none: "
                + "run 'dotnet add package TorchSharp-cpu --version 0.107.0'"
        );

    [Fact]
    public void A_program_with_another_systems_backend_is_told_so() =>
        EveryDoorShouldSay(
            $"libtorch-cpu-{Elsewhere}",
            $"Gan.Net computes with libtorch, but this program has one for {Elsewhere} only and runs on {Here}: "
                + "run 'dotnet add package TorchSharp-cpu --version 0.107.0'"
        );

    private static void ShouldWork(Consumer consumer, string folder)
    {
        consumer
            .Run(folder, "gan")
            .Should()
            .EndWith("2 steps: 4,1,28,28", "it saves and loads without JSON by reflection");
        consumer.Run(folder, "torch").Should().Be("6");
        consumer.KernelsIn(folder).Should().Be("Gan.Kernels", "Gan.Net brings them, and they are found by name");
        consumer
            .Run(folder, "picture")
            .Should()
            .Be("3,8,8 255,0", "the dot is red, and the decoder comes with Gan.Net");
    }

    private void EveryDoorShouldSay(string? backend, string sentence)
    {
        var consumer = new Consumer(feed, backend);
        var before = Directory.GetFiles(consumer.Built, "*", SearchOption.AllDirectories);

        var lines = consumer.Run(consumer.Built, "doors").Split('\n', StringSplitOptions.TrimEntries);

        lines
            .Where(line => line.Split('|').Length > 2 && !line.Contains(nameof(TorchBackendException)))
            .Should()
            .BeEmpty("every door says it");
        lines
            .Should()
            .HaveCountGreaterThan(15)
            .And.OnlyContain(line =>
                line.Contains($"|{nameof(TorchBackendException)}|{sentence}") && line.EndsWith('.')
            );
        // TorchSharp by itself copies libtorch out of the NuGet folder before it gives up.
        Directory
            .GetFiles(consumer.Built, "*", SearchOption.AllDirectories)
            .Except(before)
            .Select(Path.GetFileName)
            .Should()
            .BeSubsetOf(["file"]);
        Directory.Delete(consumer.Folder, recursive: true);
    }

    // This system's name and another's.
    private static string[] Systems()
    {
        if (OperatingSystem.IsWindows())
        {
            return ["win-x64", "osx-arm64"];
        }
        return OperatingSystem.IsMacOS() ? ["osx-arm64", "win-x64"] : ["linux-x64", "win-x64"];
    }
}
