using System.Text.Json;

namespace Gan.Monitoring.Tests.TensorBoard;

public sealed class TensorBoardLoggerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [PythonFact]
    public void A_resumed_training_says_in_a_second_file_from_where_on_the_first_is_overtaken()
    {
        using var data = Small.Images();
        var clock = new Clock();
        GanBuilder Builder() =>
            Small
                .Gan(data, steps: 8)
                .WithCheckpoints(new(folder["checkpoints"]) { Every = 3, Resume = true })
                .AddCallback(new TensorBoardLogger(folder["events"], new() { Samples = 0, Histograms = 0 }, clock));
        using (var first = Builder().Build())
        {
            first.Steps().First(r => r.Step == 5);
        }
        Builder().Train().Dispose();
        var events = Events.Read(folder["events"]);
        events
            .Select(e => e.GetProperty("file").GetString())
            .Distinct()
            .Should()
            .HaveCount(2, "nothing is appended to a file that a crash may have cut");
        events
            .Where(e => e.TryGetProperty("session", out _))
            .Select(e => e.GetProperty("step").GetInt64())
            .Should()
            .Equal(1, 4);
        Shown(events, "loss/generator").Should().Equal(1, 2, 3, 4, 5, 6, 7, 8);
        events.Should().OnlyContain(e => e.GetProperty("time").GetDouble() == 1_750_000_000.5);
    }

    /// <summary>What a reader shows that obeys the rule: a session's start drops what came before of its step and
    /// later.</summary>
    private static List<long> Shown(IEnumerable<JsonElement> events, string tag)
    {
        var shown = new List<long>();
        foreach (var e in events)
        {
            if (e.TryGetProperty("session", out _))
            {
                shown.RemoveAll(s => s >= e.GetProperty("step").GetInt64());
            }
            shown.AddRange(new[] { e }.Values(tag).Select(v => v.Step));
        }
        return shown;
    }

    [PythonFact]
    public void What_was_written_is_in_the_file_while_the_training_runs()
    {
        using var data = Small.Images();
        var logger = new TensorBoardLogger(
            folder.Path,
            new()
            {
                Samples = 0,
                Histograms = 0,
                FlushEvery = TimeSpan.Zero,
            }
        );
        using var trainer = Small.Gan(data, steps: 50).AddCallback(logger).Build();
        var read = 0;
        foreach (var report in trainer.Steps())
        {
            if (report.Step < 3)
            {
                continue;
            }
            read = Events.Read(folder.Path).Values("loss/generator").Count();
            break;
        }
        read.Should().Be(3);
    }

    [Fact]
    public void Options_out_of_range_give_bound_and_value()
    {
        Refused(new() { Samples = -1 }).Should().StartWith("Samples must be at least 0, but was -1.");
        Refused(new() { Pictures = 0 }).Should().StartWith("Pictures must be at least 1, but was 0.");
        Refused(new() { Histograms = -1 }).Should().StartWith("Histograms must be at least 0, but was -1.");
        Refused(new() { Bins = 0 }).Should().StartWith("Bins must be at least 1, but was 0.");
        Refused(new() { FlushEvery = TimeSpan.FromSeconds(-1) }).Should().StartWith("FlushEvery must be at least 0");

        string Refused(TensorBoardOptions options) =>
            FluentActions
                .Invoking(() => new TensorBoardLogger(folder.Path, options))
                .Should()
                .Throw<GanConfigurationException>()
                .Which.Message;
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(1_750_000_000.5);
    }
}
