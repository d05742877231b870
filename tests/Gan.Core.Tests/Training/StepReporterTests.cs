namespace Gan.Tests.Training;

public sealed class StepReporterTests
{
    [Fact]
    public void Callbacks_and_metrics_run_at_their_cadence_and_after_the_last_step()
    {
        var callback = new Recorder();
        var metric = new StepMetric();
        using var trainer = Tiny.Builder()
            .WithTraining(new TrainingOptions { Steps = 5, BatchSize = 8 })
            .AddCallback(callback, every: 2)
            .AddMetric(metric, every: 3)
            .Build();
        var reports = trainer.Steps().ToList();
        callback.Calls.Should().Equal("start", "2", "4", "5", "end");
        reports
            .Where(r => r.Metrics.Count > 0)
            .Select(r => (r.Step, r.Metrics["steps"]))
            .Should()
            .Equal((3, 3), (5, 5));
    }

    [Fact]
    public void A_callback_that_asks_for_it_sees_every_measurement_whatever_its_cadence()
    {
        var callback = new Recorder(everyMeasurement: true);
        Tiny.Builder()
            .WithTraining(new TrainingOptions { Steps = 9, BatchSize = 8 })
            .AddCallback(callback, every: 4)
            .AddMetric(new StepMetric(), every: 3)
            .Train()
            .Dispose();
        callback.Calls.Should().Equal("start", "3", "4", "6", "8", "9", "end");
    }

    private sealed class Recorder(bool everyMeasurement = false) : ITrainingCallback
    {
        public bool SeesAllMeasurements => everyMeasurement;

        internal List<string> Calls { get; } = [];

        public void OnStart(TrainingContext context) => Calls.Add("start");

        public void OnStep(TrainingContext context, StepReport report) => Calls.Add(report.Step.ToString());

        public void OnEnd(TrainingContext context) => Calls.Add("end");
    }

    private sealed class SlowAtFirst : IGanMetric
    {
        private bool warm;

        public string Name => "slow";

        public double Measure(TrainingContext context)
        {
            if (!warm)
            {
                Thread.Sleep(500);
            }
            warm = true;
            return 0;
        }
    }

    [Fact]
    public void A_slow_first_step_does_not_foretell_the_others()
    {
        using var trainer = Tiny.Builder()
            .WithTraining(new TrainingOptions { Steps = 1000, BatchSize = 8 })
            .AddMetric(new SlowAtFirst(), every: 1)
            .Build();
        var reports = trainer.Steps().Take(20).ToList();
        var inTheMean = reports[^1].Elapsed / 20 * 980; // 25 s of it are the first step's half a second
        reports[^1].Remaining.Should().BeLessThan(inTheMean - TimeSpan.FromSeconds(20));
    }

    private sealed class StepMetric : IGanMetric
    {
        public string Name => "steps";

        public double Measure(TrainingContext context) => context.Step;
    }
}
