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

    [Theory]
    [InlineData("dear diary")] // no line break: all of it is the line that a crash might have cut
    [InlineData("a,b\n1,2\n")]
    [InlineData("\nstep,seconds,a\n")]
    [InlineData("step,loss\n1,2\n")]
    [InlineData("{\"step\":1,\"loss\":2}\n")]
    [InlineData("{\"step\":\"first\"}\n")]
    public void A_fresh_training_does_not_replace_a_file_of_something_else(string text)
    {
        using var data = Small.Images();
        File.WriteAllText(folder["file"], text);
        foreach (var log in new ITrainingCallback[] { new CsvLog(folder["file"]), new JsonLinesLog(folder["file"]) })
        {
            FluentActions
                .Invoking(() => Small.Gan(data, steps: 1).AddCallback(log, every: 100).Train())
                .Should()
                .Throw<InvalidDataException>()
                .WithMessage(
                    $"'*file' has a line that is none of this log: '{text.Split('\n')[0]}'. Choose another file."
                );
        }
        File.ReadAllText(folder["file"]).Should().Be(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("step,sec")]
    [InlineData("step,seconds,generator loss\n1,0.5,2\n")]
    [InlineData("step,seconds,generator loss\r\n1,0.5,2\r\n")]
    public void A_fresh_table_replaces_one_before_even_if_a_crash_cut_it(string text)
    {
        using var data = Small.Images();
        File.WriteAllText(folder["log.csv"], text);
        Small.Gan(data, steps: 2).AddCallback(new CsvLog(folder["log.csv"])).Train().Dispose();
        File.ReadAllLines(folder["log.csv"]).Select(l => l.Split(',')[0]).Should().Equal("step", "1", "2");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"step\":1")]
    [InlineData("{\"step\":12,\"seconds\":0.25,\"generatorLoss\":1}\n")]
    public void Fresh_JSON_lines_replace_those_before_even_if_a_crash_cut_them(string text)
    {
        using var data = Small.Images();
        File.WriteAllText(folder["log.jsonl"], text);
        Small.Gan(data, steps: 2).AddCallback(new JsonLinesLog(folder["log.jsonl"])).Train().Dispose();
        Steps(Lines()).Should().Equal(1, 2);
    }

    [Fact]
    public void A_resumed_training_does_not_put_a_file_of_something_else_aside()
    {
        using var data = Small.Images();
        GanBuilder Builder() =>
            Small.Gan(data, steps: 2).WithCheckpoints(new(folder["checkpoints"]) { Every = 1, Resume = true });
        using (var first = Builder().Build())
        {
            first.Steps().First();
        }
        File.WriteAllText(folder["data.csv"], "x,y\n1,2\n");
        FluentActions
            .Invoking(() => Builder().AddCallback(new CsvLog(folder["data.csv"])).Train())
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage("'*data.csv' has a line that is none of this log: 'x,y'. Choose another file.");
        File.ReadAllText(folder["data.csv"]).Should().Be("x,y\n1,2\n");
        File.Exists(folder["data.csv.aside"]).Should().BeFalse();
    }
}
