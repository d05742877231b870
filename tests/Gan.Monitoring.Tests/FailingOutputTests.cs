using Gan.Monitoring.Tests.Progress;

namespace Gan.Monitoring.Tests;

/// <summary>Output that fails while a GAN trains: the training goes on, and what failed is told.</summary>
public sealed class FailingOutputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>/dev/full, of which a write says that no space is left.</summary>
    private static StreamWriter Full() => new(new FileStream("/dev/full", FileMode.Open, FileAccess.Write));

    private sealed class Breaks(Action action) : ITrainingCallback
    {
        public void OnStep(TrainingContext context, StepReport report)
        {
            if (report.Step == 3)
            {
                action();
            }
        }
    }

    [LinuxFact("only Linux has /dev/full")]
    public void A_full_standard_output_ends_no_training_and_is_told()
    {
        using var data = Small.Images();
        var writer = Full();
        using var trainer = Small.Gan(data).AddCallback(new ConsoleProgress(Consoles.Redirected(writer))).Build();
        trainer.Train().Dispose();
        trainer.Step.Should().Be(20);
        trainer
            .Context.ObserverFailures.Should()
            .ContainSingle()
            .Which.Error.Message.Should()
            .StartWith("The standard output cannot be written: No space left on device")
            .And.EndWith(". Send it to a file or device that takes it.");
    }

    [LinuxFact("only Linux has /dev/full")]
    public void As_progress_it_ends_none_either()
    {
        using var data = Small.Images();
        using var trainer = Small.Gan(data).Build();
        trainer.Train(new ConsoleProgress(Consoles.Redirected(Full()))).Dispose();
        trainer.Context.ObserverFailures.Single().Observer.Should().Be(nameof(ConsoleProgress));
    }

    [UnixFact("Windows lets no folder go that is in use")]
    public void A_folder_that_goes_away_costs_pictures_and_nothing_else()
    {
        using var data = Small.Images();
        var target = folder["out"];
        var grids = new SampleGridCallback(target);
        using var trainer = Small
            .Gan(data)
            .AddCallback(
                new Breaks(() =>
                {
                    Directory.Delete(target, recursive: true);
                    File.WriteAllText(target, "a file in its place");
                })
            )
            .AddCallback(grids)
            .AddCallback(new RunRecord(folder["run.json"]))
            .AddCallback(new HtmlReport(folder["report.html"]))
            .Build();
        trainer.Train().Dispose();
        trainer.Step.Should().Be(20);
        trainer.Context.ObserverFailures.Single().Observer.Should().Be(nameof(SampleGridCallback));
        File.ReadAllText(folder["run.json"]).Should().Contain("observerFailures").And.Contain("\"finished\": true");
        File.ReadAllText(folder["report.html"]).Should().Contain(">Finished<").And.Contain("SampleGridCallback failed");
    }

    [Fact]
    public void A_cancelled_training_says_so_in_record_and_report()
    {
        using var data = Small.Images();
        using var source = new CancellationTokenSource();
        using var gan = Small
            .Gan(data)
            .AddCallback(new Breaks(source.Cancel))
            .AddCallback(new RunRecord(folder["run.json"]))
            .AddCallback(new HtmlReport(folder["report.html"]))
            .Train(cancellation: source.Token);
        gan.Step.Should().Be(3);
        File.ReadAllText(folder["run.json"]).Should().Contain("\"endReason\": \"cancelled\"");
        File.ReadAllText(folder["report.html"]).Should().Contain("Stopped early: cancelled");
    }

    [Fact]
    public void A_training_that_a_rule_ended_says_which()
    {
        using var data = Small.Images();
        Small
            .Gan(data)
            .AddMetric(new Constant(), every: 1)
            .AddStopping(new EarlyStopping("constant", Patience: 2))
            .AddCallback(new HtmlReport(folder["report.html"]))
            .Train()
            .Dispose();
        File.ReadAllText(folder["report.html"]).Should().Contain("Stopped early: constant has not improved on 1 ");
    }

    private sealed class Constant : IGanMetric
    {
        public string Name => "constant";

        public double Measure(TrainingContext context) => 1;
    }
}
