using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Gan.Tests;

/// <summary>What a training says, by the numbers of its events (docs/logging.md).</summary>
public sealed class LogTests
{
    private const int Settings = 100;
    private const int Start = 101;
    private const int Step = 102;
    private const int End = 103;
    private const int Cancelled = 104;
    private const int Stopped = 105;

    private static GanBuilder Training(LogLines lines) =>
        Tiny.Builder()
            .WithMlp(
                new MlpOptions
                {
                    LatentSize = 4,
                    GeneratorWidths = [8],
                    DiscriminatorWidths = [8],
                }
            )
            .WithLogging(lines);

    private static int[] Ids(LogLines lines) => [.. lines.All.Select(line => line.Id)];

    [Fact]
    public void A_training_tells_its_settings_its_networks_every_step_and_its_end()
    {
        var lines = new LogLines();
        Training(lines).Train().Dispose();
        Ids(lines).Should().Equal(Settings, Start, Step, Step, Step, End);
        lines.All[0].Text.Should().StartWith("Loss vanilla. Settings in force: ").And.Contain("batchSize");
        // Layers 4 to 8 to 64, and 64 to 8 to 1, with a bias for each output.
        lines
            .All[1]
            .Text.Should()
            .StartWith("Training starts: ")
            .And.Contain($"generator {4 * 8 + 8 + 8 * 64 + 64} parameters")
            .And.Contain($"discriminator {64 * 8 + 8 + 8 + 1} parameters")
            .And.Contain($"libtorch {TorchSharp.torch.__version__}");
        lines.All[^1].Text.Should().Be("Training ends after step 3 of 3");
    }

    [Fact]
    public void Steps_are_for_debugging_alone()
    {
        var lines = new LogLines(LogLevel.Information);
        Training(lines).Train().Dispose();
        Ids(lines).Should().Equal(Settings, Start, End);
    }

    [Fact]
    public void Losses_are_written_with_four_digits_and_a_point_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var lines = new LogLines();
        List<StepReport> reports = [];
        try
        {
            CultureInfo.CurrentCulture = WithComma();
            using var trainer = Training(lines).Build();
            reports.AddRange(trainer.Steps());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        var expected = reports.Select(report =>
            $"Step {report.Step}: "
            + string.Join(
                ", ",
                report.Values.Select(v => $"{v.Key} {v.Value.ToString("g4", CultureInfo.InvariantCulture)}")
            )
        );
        lines.All.Where(line => line.Id == Step).Select(line => line.Text).Should().Equal(expected);
    }

    // Made here, because systems without ICU know no culture.
    private static CultureInfo WithComma()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        return culture;
    }

    [Fact]
    public void A_cancelled_training_and_one_that_a_rule_stopped_say_so()
    {
        using var source = new CancellationTokenSource();
        var cancelled = new LogLines();
        using (var trainer = Training(cancelled).Build())
        {
            foreach (var report in trainer.Steps(source.Token))
            {
                source.Cancel();
            }
        }
        Ids(cancelled).Should().Contain(Cancelled).And.NotContain([End, Stopped]);
        cancelled.All[^1].Text.Should().Be("Training was cancelled after step 1");

        var stopped = new LogLines();
        Training(stopped)
            .WithTraining(new TrainingOptions { Steps = 9, BatchSize = 8 })
            .AddStopping(new PlateauStopping(Window: 1, Patience: 2, MinChange: 1e9))
            .Train()
            .Dispose();
        Ids(stopped).Should().Contain(Stopped).And.NotContain([End, Cancelled]);
        stopped.All[^1].Text.Should().StartWith("Training was stopped early after step 3: ");
    }

    [Fact]
    public void Checkpoints_are_told_as_they_are_written_removed_and_gone_on_from()
    {
        var folder = Directory.CreateTempSubdirectory("gan-log").FullName;
        try
        {
            var lines = new LogLines();
            Training(lines).WithCheckpoints(new(folder) { Every = 2, KeepLast = 1 }).Train().Dispose();
            Training(lines).WithCheckpoints(new(folder) { Resume = true }).Build().Dispose();
            string At(int step) => Path.Combine(folder, $"step-{step:D8}");
            lines
                .All.Where(line => line.Text.Contains(folder, StringComparison.Ordinal))
                .Select(line => (line.Id, line.Text))
                .Should()
                .Equal(
                    (106, $"Checkpoint {At(2)} written"),
                    (106, $"Checkpoint {At(3)} written"),
                    (111, $"Checkpoint {At(2)} removed"),
                    (107, $"Training goes on from {At(3)}")
                );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
