using System.Diagnostics;
using System.Runtime.InteropServices;
using Gan.Data;

namespace Gan.Acceptance.Tests.Checkpoints;

/// <summary>A training in a process of its own, made of this assembly, so that a test can kill it.</summary>
internal static class Child
{
    /// <summary>Points on a ring and the smallest networks: a step takes milliseconds.</summary>
    internal static GanBuilder Builder(long steps) =>
        new GanBuilder()
            .WithData(GaussianMixture.Ring())
            .WithMlp(
                new MlpOptions
                {
                    LatentSize = 2,
                    GeneratorWidths = [16],
                    DiscriminatorWidths = [16],
                }
            )
            .WithVanilla()
            .WithTraining(
                new TrainingOptions
                {
                    Steps = steps,
                    BatchSize = 32,
                    Seed = 3,
                }
            );

    internal static CheckpointOptions Options(string folder, long every) =>
        new(folder) { Every = every, Resume = true };

    /// <summary>Arguments: folder, steps, steps between two checkpoints.</summary>
    private static int Main(string[] arguments)
    {
        try
        {
            TorchBackend.EnsureAvailable(); // writes a file of its own on older systems, before files are limited
            if (Environment.GetEnvironmentVariable(FileLimit) is { } bytes)
            {
                LimitFiles(ulong.Parse(bytes));
            }
            Builder(long.Parse(arguments[1]))
                .WithCheckpoints(Options(arguments[0], long.Parse(arguments[2])))
                .Train()
                .Dispose();
            return 0;
        }
        catch (CheckpointException problem)
        {
            Console.Error.WriteLine(problem.Message);
            return 3;
        }
    }

    /// <summary>Names the environment's variable with the most bytes that a file may have once libtorch is
    /// loaded.</summary>
    internal const string FileLimit = "GAN_FILE_LIMIT";

    private static void LimitFiles(ulong bytes)
    {
        const int fileSize = 1; // RLIMIT_FSIZE on Linux and macOS
        if (SetLimit(fileSize, [bytes, bytes]) != 0)
        {
            throw new InvalidOperationException("The system takes no limit on the size of files.");
        }
    }

    [DllImport("libc", EntryPoint = "setrlimit")]
    private static extern int SetLimit(int resource, ulong[] softAndHard);

    internal static string[] Command(string folder, long steps, long every) =>
        ["dotnet", typeof(Child).Assembly.Location, folder, $"{steps}", $"{every}"];

    internal static Process Start(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["DOTNET_TieredPGO"] = "0"; // it ends before that would pay
        // or a limit on files would hit the runtime's own memory
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        var process = new Bounded { StartInfo = start };
        process.Start();
        return process;
    }

    /// <summary>Ends with the test, whatever became of that, and after ten minutes at the latest: a million steps must
    /// not outlive it.</summary>
    private sealed class Bounded : Process
    {
        private readonly Timer limit;

        internal Bounded() => limit = new(_ => End(), null, TimeSpan.FromMinutes(10), Timeout.InfiniteTimeSpan);

        private void End()
        {
            try
            {
                if (!HasExited)
                {
                    Kill(entireProcessTree: true);
                }
            }
            catch (InvalidOperationException)
            {
                // it never started, or is disposed
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                limit.Dispose();
                End();
            }
            base.Dispose(disposing);
        }
    }

    internal static string Newest(string folder) =>
        Directory.GetDirectories(folder, "step-????????").Max(StringComparer.Ordinal)!;

    internal static void ShouldHoldTheSame(string actual, string expected)
    {
        Path.GetFileName(actual).Should().Be(Path.GetFileName(expected));
        foreach (var file in Directory.GetFiles(expected, "*.safetensors"))
        {
            File.ReadAllBytes(Path.Combine(actual, Path.GetFileName(file)))
                .AsSpan()
                .SequenceEqual(File.ReadAllBytes(file))
                .Should()
                .BeTrue("{0} must be the same", Path.GetFileName(file));
        }
    }
}
