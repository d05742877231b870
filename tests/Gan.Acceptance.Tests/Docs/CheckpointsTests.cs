using Gan.Data;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Runs what docs/checkpoints.md shows.</summary>
public sealed class CheckpointsTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("gan-docs").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void The_pages_trainings_store_themselves_and_go_on()
    {
        using var data = GaussianMixture.Ring();
        var folder = Path.Combine(root, "folder");
        var baseline = new GanBuilder()
            .WithData(data)
            .WithMlp(MlpOptions.Small)
            .WithTraining(new TrainingOptions { Steps = 6 });
        using var gan = baseline.WithCheckpoints(new CheckpointOptions(folder) { Every = 2, Resume = true }).Train();
        gan.Step.Should().Be(6);
        Earlier(baseline, folder).Should().Be(2);
        Other(baseline, folder).Should().Be(2);
    }

    private static long Earlier(GanBuilder baseline, string folder)
    {
        using var earlier = baseline.WithCheckpoints(new CheckpointOptions(folder) { ResumeFrom = 2 }).Build();
        return earlier.Step;
    }

    private static long Other(GanBuilder baseline, string folder)
    {
        using var other = baseline
            .WithTraining(new TrainingOptions { Steps = 6, BatchSize = 32 })
            .WithCheckpoints(new CheckpointOptions(folder) { Resume = true, Allow = ["batchSize"] })
            .Build();
        return other.Step;
    }

    [Fact]
    public void The_pages_guards_train()
    {
        using var data = GaussianMixture.Ring();
        var other = Path.Combine(root, "other");
        var baseline = new GanBuilder()
            .WithData(data)
            .WithMlp(MlpOptions.Small)
            .WithTraining(new TrainingOptions { Steps = 2 });
        var patient = baseline.WithNumberGuard(new NumberGuard(NumberPolicy.Skip) { MaxSkips = 5 });
        var careful = baseline
            .WithNumberGuard(new NumberGuard(NumberPolicy.RollBack) { MaxRollbacks = 3, RateFactor = 0.5 })
            .WithCheckpoints(new CheckpointOptions(other) { Every = 2 });
        foreach (var builder in new[] { patient, careful })
        {
            using (var gan = builder.Train())
            {
                gan.Step.Should().Be(2);
            }
        }
    }

    [Fact]
    public void The_pages_micro_batches_train()
    {
        using var data = GaussianMixture.Ring();
        var baseline = new GanBuilder().WithData(data).WithMlp(MlpOptions.Small);
        var split = baseline.WithTraining(
            new TrainingOptions
            {
                Steps = 6,
                BatchSize = 64,
                MicroBatch = 16,
            }
        );
        using var gan = split.Train();
        gan.Step.Should().Be(6);
    }
}
