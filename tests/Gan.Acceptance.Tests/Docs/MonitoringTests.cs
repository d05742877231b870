using Gan.Data;
using Gan.Monitoring;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Runs what docs/monitoring.md shows.</summary>
public sealed class MonitoringTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-docs").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void All_that_looks_on_goes_together_and_leaves_its_files()
    {
        using var data = Mnist.Embedded();
        Train(Tiny.Digits(data).WithTraining(new TrainingOptions { Steps = 20, BatchSize = 16 }));
        var left = Directory
            .GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f))
            .ToList();
        left.Should()
            .Contain(["log.jsonl", "log.csv", "grids/grid.png", "training.png", "run.json"])
            .And.ContainSingle(f => f.StartsWith("events/events.out.tfevents."));
        File.ReadAllLines(Path.Combine(folder, "log.jsonl")).Should().HaveCount(2);
        File.ReadAllLines(Path.Combine(folder, "log.csv")).Should().HaveCount(3);
    }

    private void Train(GanBuilder baseline)
    {
        using var instruments = new TrainingInstruments();
        using var gan = baseline
            .AddCallback(new ConsoleProgress())
            .AddCallback(new TensorBoardLogger(Path.Combine(folder, "events")), every: 10)
            .AddCallback(new JsonLinesLog(Path.Combine(folder, "log.jsonl")), every: 10)
            .AddCallback(new CsvLog(Path.Combine(folder, "log.csv")), every: 10)
            .AddCallback(new SampleGridCallback(Path.Combine(folder, "grids")))
            .AddCallback(new TrainingAnimation(Path.Combine(folder, "training.png")))
            .AddCallback(new RunRecord(Path.Combine(folder, "run.json")))
            .AddCallback(instruments)
            .Train();
    }

    [Fact]
    public void The_pages_options_are_in_range()
    {
        var logger = new TensorBoardLogger(
            Path.Combine(folder, "events"),
            new TensorBoardOptions
            {
                Samples = 64,
                Pictures = 20,
                Histograms = 10,
            }
        );
        logger.Should().NotBeNull();
    }
}
