using Gan.Data;
using Gan.Monitoring.Tests.Progress;
using Gan.Monitoring.Tests.TensorBoard;

namespace Gan.Monitoring.Tests.Games;

/// <summary>A game in which nobody makes samples or scores them: onlookers show what there is.</summary>
public sealed class RecoderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static void Train(Func<GanBuilder, GanBuilder> watch)
    {
        using var data = GaussianMixture.Ring(count: 500);
        using var trainer = watch(Small.Gan(data, 8).WithGame(setup => new Recoder(setup))).Build();
        _ = trainer.Steps().Count();
    }

    [Fact]
    public void Logs_record_report_and_health_go_without_samples_and_scores()
    {
        var health = new HealthMonitor(
            new()
            {
                CheckEvery = 1,
                SampleEvery = 1,
                Persistence = 1,
            }
        );
        Train(gan =>
            gan.AddCallback(health)
                .AddCallback(new CsvLog(folder["log.csv"]))
                .AddCallback(new JsonLinesLog(folder["log.jsonl"]))
                .AddCallback(new RunRecord(folder["run.json"]))
                .AddCallback(new TensorBoardLogger(folder["events"]))
                .AddCallback(new ConsoleProgress(Consoles.Redirected(new StringWriter())))
                .AddCallback(new HtmlReport(folder["report.html"], new() { Health = health }))
        );
        health.Findings.Should().BeEmpty();
        health.Latest!.RealScore.Should().Be(double.NaN);
        health.Latest.GeneratorGradient.Should().Be(double.NaN);
        health.Latest.Gradients["recoder"].Should().BePositive();
        health.Latest.Spread.Should().BeNull();
        File.ReadLines(folder["log.csv"]).First().Should().StartWith("step,seconds,recoder loss,samples per second,");
        File.ReadLines(folder["log.jsonl"]).Should().HaveCount(8);
        File.ReadAllText(folder["run.json"]).Should().Contain("\"recoderLoss\"").And.NotContain("wasserstein");
        File.ReadAllText(folder["report.html"]).Should().NotContain("id=\"frame\"").And.NotContain("Mean scores");
    }

    [Fact]
    public void Who_can_only_draw_samples_says_that_there_are_none()
    {
        ITrainingCallback[] pictures = [new SampleGridCallback(folder.Path), new TrainingAnimation(folder["film.png"])];
        foreach (var callback in pictures)
        {
            FluentActions
                .Invoking(() => Train(gan => gan.AddCallback(callback)))
                .Should()
                .Throw<NotSupportedException>()
                .WithMessage(
                    "None of the game's players (recoder) makes samples (a GeneratorNetwork), so that none can be "
                        + $"drawn. Leave the {callback.GetType().Name} out."
                );
        }
    }
}
