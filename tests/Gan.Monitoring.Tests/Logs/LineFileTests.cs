using System.Text.Json;

namespace Gan.Monitoring.Tests.Logs;

public sealed class LineFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private List<JsonElement> Lines(string name = "log.jsonl") =>
        [.. File.ReadAllLines(folder[name]).Select(l => JsonDocument.Parse(l).RootElement)];

    private static IEnumerable<long> Steps(IEnumerable<JsonElement> lines) =>
        lines.Select(l => l.GetProperty("step").GetInt64());

    [Fact]
    public void A_resumed_training_goes_on_behind_its_checkpoint_with_each_step_once()
    {
        using var data = Small.Images();
        GanBuilder Builder() =>
            Small
                .Gan(data, steps: 8)
                .WithCheckpoints(new(folder["checkpoints"]) { Every = 3, Resume = true })
                .AddCallback(new JsonLinesLog(folder["log.jsonl"]));
        using (var first = Builder().Build())
        {
            first.Steps().First(r => r.Step == 5);
        }
        Steps(Lines()).Should().Equal(1, 2, 3, 4, 5);
        File.AppendAllText(folder["log.jsonl"], "{\"step\":6,\"sec"); // what a crash leaves
        Builder().Train().Dispose();
        Steps(Lines()).Should().Equal(1, 2, 3, 4, 5, 6, 7, 8);
        Lines()
            .Select(l => l.GetProperty("seconds").GetDouble())
            .Should()
            .BeInAscendingOrder("the seconds before the break count");
    }

    [Fact]
    public void A_return_to_a_checkpoint_takes_the_steps_back_that_are_done_again()
    {
        using var data = Small.Images();
        using var trainer = Small.Gan(data, steps: 9).Build();
        var log = new JsonLinesLog(folder["log.jsonl"]);
        log.OnStart(trainer.Context);
        foreach (var step in new[] { 1, 2, 3, 4, 3, 4, 5 })
        {
            log.OnStep(trainer.Context, Reports.Of(step));
        }
        log.OnEnd(trainer.Context);
        Steps(Lines()).Should().Equal(1, 2, 3, 4, 5);
    }

    [Fact]
    public void A_fresh_training_replaces_the_log()
    {
        using var data = Small.Images();
        for (var run = 0; run < 2; run++)
        {
            Small.Gan(data, steps: 3).AddCallback(new JsonLinesLog(folder["log.jsonl"])).Train().Dispose();
        }
        Steps(Lines()).Should().Equal(1, 2, 3);
    }

    [Fact]
    public void A_file_of_something_else_is_not_cut()
    {
        using var data = Small.Images();
        GanBuilder Builder() =>
            Small.Gan(data, steps: 2).WithCheckpoints(new(folder["checkpoints"]) { Every = 1, Resume = true });
        using (var first = Builder().Build())
        {
            first.Steps().First();
        }
        File.WriteAllText(folder["log.jsonl"], "dear diary\n");
        FluentActions
            .Invoking(() => Builder().AddCallback(new JsonLinesLog(folder["log.jsonl"])).Train())
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage("'*log.jsonl' has a line that is none of this log: 'dear diary'. Choose another file.");
        File.ReadAllText(folder["log.jsonl"]).Should().Be("dear diary\n");
    }
}
