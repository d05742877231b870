namespace Gan.Tests.Checkpoints;

public sealed class StoredCheckpointTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-best").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static GanBuilder Builder(long steps = 6) =>
        Tiny.Builder()
            .WithMlp(
                new MlpOptions
                {
                    LatentSize = 4,
                    GeneratorWidths = [8],
                    DiscriminatorWidths = [8],
                }
            )
            .WithTraining(new TrainingOptions { Steps = steps, BatchSize = 8 });

    private CheckpointOptions Options(bool higher = false, bool resume = false) =>
        new(folder)
        {
            Every = 100,
            KeepLast = 1,
            Best = new("listed", higher),
            Resume = resume,
        };

    /// <summary>Gives the values listed, one a step.</summary>
    private sealed class Listed(double[] values, string samples = "100") : IGanMetric
    {
        public string Name => "listed";

        public double? Interval => 0.5;

        public IReadOnlyDictionary<string, string> Provenance =>
            new Dictionary<string, string> { ["samples"] = samples };

        public double Measure(TrainingContext context) => values[context.Step - 1];
    }

    [Theory]
    [InlineData(false, 2, 1)]
    [InlineData(true, 3, 9)]
    public void The_best_is_found_by_the_metrics_name_and_loads(bool higher, long step, double value)
    {
        Builder()
            .AddMetric(new Listed([5, 1, 9, 4, 1, 9]), every: 1)
            .WithCheckpoints(Options(higher))
            .Train()
            .Dispose();
        var best = StoredCheckpoint.Best(folder, new("listed", higher))!;
        best.Step.Should().Be(step, "the earlier one of equals stays");
        best.Metrics["listed"]
            .Should()
            .BeEquivalentTo(
                new Measurement(value) { Provenance = new Dictionary<string, string> { ["samples"] = "100" } }
            );
        using var gan = best.Load();
        gan.Step.Should().Be(step);
    }

    [Theory]
    [InlineData("generator")]
    [InlineData("painter")]
    public void A_generator_of_a_game_of_ones_own_loads_whatever_its_player_is_called(string name)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var trainer = Builder().WithGame(setup => new Painting(setup, name)).WithCheckpoints(new(folder)).Build();
        _ = trainer.Steps().Count();
        using var snapshot = trainer.Snapshot();
        using var stored = StoredCheckpoint.In(folder)[0].Load();
        stored.Step.Should().Be(snapshot.Step);
        var samples = stored.Sample(3, seed: 1).data<float>().ToArray();
        samples.Should().Equal(snapshot.Sample(3, seed: 1).data<float>().ToArray());
    }

    private sealed class Painting : IGame
    {
        private readonly GeneratorNetwork generator;

        internal Painting(GameSetup setup, string name)
        {
            generator = setup.MakeGenerator();
            Players = [setup.MakePlayer(generator, name)];
        }

        public IReadOnlyList<Player> Players { get; }

        public void Play(Turn turn) =>
            turn.Update(Players[0], part => (generator.call(part.Latents, null) - part.Real).square().mean());
    }

    [Fact]
    public void The_best_survives_a_break_and_is_only_given_up_for_a_better_one()
    {
        var builder = Builder().AddMetric(new Listed([5, 1, 3, 4, 0.5, 6]), every: 1);
        using (var first = builder.WithCheckpoints(Options()).Build())
        {
            first.Steps().First(r => r.Step == 4);
        }
        StoredCheckpoint.Best(folder, new("listed"))!.Step.Should().Be(2);
        using (var second = builder.WithCheckpoints(Options(resume: true)).Build())
        {
            second.Step.Should().Be(2, "the loop was left, so that the best is also the newest");
            second.Steps().First(r => r.Step == 4);
        }
        StoredCheckpoint.Best(folder, new("listed"))!.Step.Should().Be(2);
        builder.WithCheckpoints(Options(resume: true)).Train().Dispose();
        StoredCheckpoint.In(folder).Select(c => c.Step).Should().Equal(6, 5);
        StoredCheckpoint.Best(folder, new("listed"))!.Step.Should().Be(5);
    }

    [Fact]
    public void Values_of_unlike_provenance_are_no_rivals_and_the_difference_is_named()
    {
        var log = new LogLines();
        Builder(4).AddMetric(new Listed([5, 1, 2, 3]), every: 1).WithCheckpoints(Options()).Train().Dispose();
        Builder(8)
            .AddMetric(new Listed([0, 0, 0, 0, 8, 7, 9, 9], "900"), every: 1)
            .WithCheckpoints(Options(resume: true))
            .WithLogging(log)
            .Train()
            .Dispose();
        StoredCheckpoint.In(folder).Select(c => c.Step).Should().Equal([8, 6, 2], "the best of each kind stays");
        log.Warnings.Should()
            .ContainSingle()
            .Which.Should()
            .Be(
                "listed is not compared with that of earlier checkpoints, "
                    + "because they differ in samples '100' and '900'. The best of each kind stays"
            );
        var best = () => StoredCheckpoint.Best(folder, new("listed"));
        best.Should()
            .Throw<InvalidOperationException>()
            .WithMessage(
                "listed at steps 2 and 6 cannot be compared, because they differ in: samples '100' and '900'."
            );
    }

    [Fact]
    public void A_report_carries_value_interval_and_provenance()
    {
        using var trainer = Builder(1).AddMetric(new Listed([5]), every: 1).Build();
        var report = trainer.Steps().Single();
        report.Metrics.Should().Equal(new Dictionary<string, double> { ["listed"] = 5 });
        report
            .Measurements["listed"]
            .Should()
            .BeEquivalentTo(
                new Measurement(5, 0.5) { Provenance = new Dictionary<string, string> { ["samples"] = "100" } }
            );
        report.Duration.Should().BeGreaterThan(report.DataWait).And.BeLessThanOrEqualTo(report.Elapsed);
        report.DataWait.Should().BePositive();
    }

    [Fact]
    public void Where_there_is_no_folder_that_is_said()
    {
        var reading = () => StoredCheckpoint.In(Path.Combine(folder, "none"));
        reading.Should().Throw<CheckpointException>().WithMessage("There is no folder '*none', and so no checkpoint.");
        StoredCheckpoint.Best(folder, new("listed")).Should().BeNull();
    }
}
