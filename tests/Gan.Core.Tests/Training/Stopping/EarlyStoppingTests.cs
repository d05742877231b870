namespace Gan.Tests.Training.Stopping;

public sealed class EarlyStoppingTests
{
    private static StepReport Step(long step, double? value) =>
        new(
            step,
            100,
            new Dictionary<string, double>(),
            1,
            default,
            default,
            value is { } v ? new Dictionary<string, double> { ["m"] = v } : new Dictionary<string, double>()
        );

    private static long StopsAt(IStoppingRule rule, params double?[] values)
    {
        var memory = new Dictionary<string, double>();
        for (var i = 0; i < values.Length; i++)
        {
            if (rule.Stop(Step(i + 1, values[i]), memory) is not null)
            {
                return i + 1;
            }
        }
        return 0;
    }

    [Fact]
    public void Training_ends_after_so_many_measurements_without_improvement() =>
        StopsAt(new EarlyStopping("m", Patience: 2), 1, 2, null, 1.9, null, 2, 3)
            .Should()
            .Be(6, "steps without a measurement do not count");

    [Fact]
    public void A_lower_distance_is_an_improvement_when_lower_is_better() =>
        StopsAt(new EarlyStopping("m", Patience: 2, HigherIsBetter: false), 3, 2, 1, 0.5, 0.4).Should().Be(0);

    [Fact]
    public void A_gain_within_MinDelta_is_none() =>
        StopsAt(new EarlyStopping("m", Patience: 2, MinDelta: 0.5), 1, 1.4, 1.5, 9).Should().Be(3);

    [Fact]
    public void NaN_is_no_improvement() =>
        StopsAt(new EarlyStopping("m", Patience: 2), 1, double.NaN, double.NaN).Should().Be(3);

    [Fact]
    public void A_first_NaN_is_not_taken_for_the_best() =>
        StopsAt(new EarlyStopping("m", Patience: 3, HigherIsBetter: false), double.NaN, 5, 4, 3, 2).Should().Be(0);

    [Fact]
    public void A_value_of_another_provenance_begins_anew()
    {
        var memory = new Dictionary<string, double>();
        var rule = new EarlyStopping("m", Patience: 2);
        string? Measured(long step, double value, string samples) =>
            rule.Stop(
                Step(step, value) with
                {
                    Measurements = new Dictionary<string, Measurement> { ["m"] = Of(value, samples) },
                },
                memory
            );
        static Measurement Of(double value, string samples) =>
            new(value) { Provenance = new Dictionary<string, string> { ["samples"] = samples } };
        Measured(1, 9, "100").Should().BeNull();
        Measured(2, 8, "100").Should().BeNull();
        Measured(3, 5, "900").Should().BeNull("9 with fewer samples was of another kind");
        Measured(4, 5, "900").Should().BeNull();
        Measured(5, 5, "900").Should().Be("m has not improved on 5 of step 3 in 2 measurements.");
    }

    [Fact]
    public void Patience_and_the_best_survive_a_break()
    {
        var folder = Directory.CreateTempSubdirectory("gan-patience").FullName;
        var builder = Tiny.Builder()
            .WithTraining(new() { Steps = 50, BatchSize = 8 })
            .AddMetric(new Constant(), every: 2)
            .AddStopping(new EarlyStopping("m", Patience: 3));
        using (var first = builder.WithCheckpoints(new(folder) { Every = 5 }).Build())
        {
            first.Steps().First(r => r.Step == 5);
        }
        using var second = builder.WithCheckpoints(new(folder) { Every = 5, Resume = true }).Build();
        second.Steps().Last().Step.Should().Be(8, "the best was of step 2, and a failure of step 4 is remembered");
        Directory.Delete(folder, recursive: true);
    }

    private sealed class Constant : IGanMetric
    {
        public string Name => "m";

        public double Measure(TrainingContext context) => 1;
    }

    [Fact]
    public void A_training_stops_early_and_its_last_step_reaches_every_callback()
    {
        var seen = new Seen();
        using var trainer = Tiny.Builder()
            .WithTraining(new() { Steps = 50, BatchSize = 8 })
            .AddMetric(new Constant(), every: 2)
            .AddStopping(new EarlyStopping("m", Patience: 2))
            .AddCallback(seen, every: 1000)
            .Build();
        trainer.Steps().Count().Should().Be(6, "the first measurement is the best, and two more do not improve on it");
        seen.Steps.Should().Equal(6);
    }

    private sealed class Seen : ITrainingCallback
    {
        internal List<long> Steps { get; } = [];

        public void OnStep(TrainingContext context, StepReport report) => Steps.Add(report.Step);
    }

    [Fact]
    public void A_metric_that_is_not_measured_is_named()
    {
        var building = () => Tiny.Builder().AddMetric(new Constant(), 1).AddStopping(new EarlyStopping("fid")).Build();
        building
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage(
                "*EarlyStopping waits for the metric 'fid', but those measured are 'm'. "
                    + "Add it: AddMetric(…, every: …).*"
            );
    }

    [Theory]
    [InlineData(0, 0, "EarlyStopping.Patience must be at least 1, but was 0.")]
    [InlineData(1, -1, "EarlyStopping.MinDelta must be at least 0, but was -1.")]
    public void A_setting_out_of_range_gives_bound_and_value(int patience, double delta, string problem) =>
        new EarlyStopping("m", patience, delta).Problems(["m"]).Should().Equal(problem);
}
