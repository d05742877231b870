using System.Text.Json;

namespace Gan.Tool.Tests.Commands;

public sealed class StudyCommandTests : IDisposable
{
    private const string Head = """{"gan.study":1,"mode":"RealOrFake","secret":"AAAA"}""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Answers() =>
        folder.Write(
            "answers.jsonl",
            $$"""
            {{Head}}
            {"participant":"a","item":"1","kind":"first","chosen":"first","milliseconds":812}
            {"participant":"a","item":"2","kind":"second","chosen":"first","milliseconds":500}

            """
        );

    [Fact]
    public void The_summary_is_a_line_for_each_share()
    {
        var run = ToolRun.Of($"study --summary --answers {Answers()}");
        run.Status.Should().Be(ExitCode.Done, run.Errors);
        // SciPy's binomtest(1, 2).proportion_ci(0.95, "wilson") is [0.0945, 0.9055]
        run.Output.Split('\n')
            .Should()
            .StartWith([
                "2 answers of 1 participants",
                "wrong: 1 of 2, 50.0 % [9.5 %, 90.5 %]",
                "real taken for fake: 0 of 1, 0.0 % [0.0 %, 79.3 %]",
                "fake taken for real: 1 of 1, 100.0 % [20.7 %, 100.0 %]",
            ]);
    }

    [Fact]
    public void As_JSON_it_has_both_intervals_and_each_participant()
    {
        var json = JsonElement.Parse(ToolRun.Of($"study --summary --answers {Answers()} --json").Output);
        json.GetProperty("mode").GetString().Should().Be("real-or-fake");
        json.GetProperty("shares")[2].GetProperty("exact")[0].GetDouble().Should().BeApproximately(0.025, 1e-12);
        json.GetProperty("participants")[0].GetProperty("name").GetString().Should().Be("a");
    }

    [Fact]
    public void Before_the_first_answer_there_are_no_shares()
    {
        var file = folder.Write("none.jsonl", $"{Head}\n");
        ToolRun.Of($"study --summary --answers {file}").Output.Should().Contain("wrong: no answers yet");
        ToolRun
            .Of($"study --summary --answers {file} --json")
            .Output.Should()
            .Contain("\"of\": 0")
            .And.NotContain("NaN");
    }

    [Theory]
    [InlineData("", "'gan study' needs --first and --second, folders of pictures; or --summary.", ExitCode.Misused)]
    [InlineData("--json", "--json belongs to --summary.", ExitCode.Misused)]
    [InlineData("--first a --second b --trials 3", "Trials must be an even number in [2, 1000]", ExitCode.Misused)]
    [InlineData("--first a --second b --exposure 1", "Exposure must be from 20 to 60000 ms", ExitCode.Misused)]
    [InlineData("--first a --second b --host x", "Host must be 'localhost'", ExitCode.Misused)]
    [InlineData("--first nowhere --second b", "There is no folder 'nowhere'.", ExitCode.Failed)]
    [InlineData("--summary --answers nowhere", "There is no file 'nowhere'.", ExitCode.Failed)]
    public void Wrong_lines_are_told(string words, string sentence, int status)
    {
        var run = ToolRun.Of($"study {words}".Trim());
        run.Errors.Should().StartWith(sentence);
        run.Status.Should().Be(status);
    }
}
