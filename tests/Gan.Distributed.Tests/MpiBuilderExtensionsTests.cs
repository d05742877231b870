using System.Runtime.InteropServices;

namespace Gan.Distributed.Tests;

/// <summary>Real processes over MPICH: the training of one, whatever their number and whatever becomes of
/// them.</summary>
public sealed class MpiBuilderExtensionsTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("gan-mpi").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(root, name)).FullName;

    private float[] Trained(int count, long steps, string? name = null)
    {
        var folder = Folder(name ?? $"{count} for {steps}");
        MpiRun.Complete(count, folder, steps);
        return Weights(folder, 0);
    }

    private static float[] Weights(string folder, int rank)
    {
        var bytes = File.ReadAllBytes(Path.Combine(folder, Piece.WeightsOf(rank)));
        return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
    }

    private static double Difference(float[] a, float[] b) => a.Zip(b, (x, y) => Math.Abs((double)x - y)).Max();

    [MpiFact]
    public void Weights_are_those_of_one_process_and_the_same_in_all()
    {
        var alone = Trained(0, steps: 4); // without mpirun
        Trained(1, steps: 4).Should().Equal(alone);
        foreach (var count in (int[])[2, 3, 4])
        {
            Difference(Trained(count, steps: 4), alone).Should().BeLessThan(1e-6);
            for (var rank = 1; rank < count; rank++)
            {
                var folder = Folder($"{count} for 4");
                Weights(folder, rank).Should().Equal(Weights(folder, 0));
            }
        }
        Trained(2, steps: 4, "again").Should().Equal(Weights(Folder("2 for 4"), 0));
    }

    [MpiFact]
    public void A_checkpoint_goes_on_in_another_number_of_processes()
    {
        var alone = Trained(0, steps: 9);
        var folder = Folder("resumed");
        MpiRun.Complete(2, folder, steps: 5);
        Directory.GetDirectories(Path.Combine(folder, "checkpoints")).Should().ContainSingle();
        MpiRun.Complete(3, folder, steps: 9);
        Difference(Weights(folder, 0), alone).Should().BeLessThan(2e-6);
    }

    [MpiFact]
    public void The_death_of_a_process_ends_all_and_the_same_command_goes_on()
    {
        var folder = Folder("killed");
        var random = new Random(3);
        foreach (var step in (long[])[6, 13])
        {
            using var run = MpiRun.Start(2, folder, steps: 20);
            run.WaitForStep(folder, rank: 1, step);
            Thread.Sleep(random.Next(30));
            MpiRun.KillAtOnce(run.Pieces()[random.Next(2)]);
            run.End().Status.Should().NotBe(0);
        }
        MpiRun.Complete(2, folder, steps: 20);
        Weights(folder, 0).Should().Equal(Trained(2, steps: 20));
    }

    [MpiFact]
    public void A_signal_ends_all_after_the_same_step_with_a_checkpoint()
    {
        var folder = Folder("signalled");
        using var run = MpiRun.Start(2, folder, steps: 100_000);
        run.WaitForStep(folder, rank: 1, step: 6);
        run.Terminate();
        var (status, errors) = run.End();
        status.Should().Be(0, errors);
        var last = File.ReadLines(Path.Combine(folder, Piece.ProgressOf(0))).Last();
        File.ReadLines(Path.Combine(folder, Piece.ProgressOf(1))).Last().Should().Be(last);
        Directory.GetDirectories(Path.Combine(folder, "checkpoints"), $"*{last}").Should().ContainSingle();
        Weights(folder, 1).Should().Equal(Weights(folder, 0));
    }
}
