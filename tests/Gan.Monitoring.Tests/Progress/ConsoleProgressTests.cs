namespace Gan.Monitoring.Tests.Progress;

public class ConsoleProgressTests
{
    private readonly StringWriter output = new() { NewLine = "\n" };

    [Fact]
    public void A_line_tells_step_losses_distance_speed_and_time_left()
    {
        Show(
            new StepReport(
                1200,
                3000,
                Reports.Values(-3.2109, 1.5, 2, -0.9, 2.9),
                12345.6,
                TimeSpan.FromSeconds(50),
                TimeSpan.FromSeconds(75),
                Nothing
            )
        );
        output
            .ToString()
            .Should()
            .Be("step 1,200/3,000 (40 %)  D -3.211  G 1.500  W 2.900  12,346 samples/s  1:15 left\n");
    }

    [Fact]
    public void Without_an_estimate_the_line_has_none_and_metrics_go_in_by_name()
    {
        var metrics = new Dictionary<string, double> { ["IS"] = 7.25 };
        var values = Reports.Values(0.7, 0.6, 0, 0);
        Show(new StepReport(2, 8000, values, 90, TimeSpan.Zero, TimeSpan.FromHours(26.5), metrics));
        output.ToString().Should().Be("step 2/8,000 (0 %)  D 0.700  G 0.600  IS 7.25  90 samples/s  26:30:00 left\n");
    }

    [Fact]
    public void What_was_spent_of_a_budget_stands_in_the_line()
    {
        var values = Reports.Values(0.7, 0.6, 0, 0).Append(new("privacy/epsilon", 1.234)).ToDictionary();
        var none = new Dictionary<string, double>();
        Show(new StepReport(2, 8000, values, 90, TimeSpan.Zero, TimeSpan.FromSeconds(75), none));
        output.ToString().Should().Contain("G 0.600  ε 1.23  90 samples/s");
    }

    [Fact]
    public void The_first_step_foretells_no_time()
    {
        Show(Report(1, 8000, TimeSpan.FromSeconds(1)));
        output.ToString().Should().EndWith("samples/s\n");
    }

    [Fact]
    public void The_last_line_tells_the_time_taken()
    {
        Show(Report(50, 50, TimeSpan.FromSeconds(3723)));
        output.ToString().Should().EndWith("samples/s  took 1:02:03\n");
    }

    [Fact]
    public void Redirected_output_gets_a_plain_line_at_each_twentieth()
    {
        Run(steps: 1000, TimeSpan.FromSeconds(0.1), Consoles.Redirected(output));
        var lines = Lines();
        lines.Should().HaveCount(21);
        lines
            .Skip(1)
            .Select(line => line.Split(' ')[1])
            .Should()
            .Equal(Enumerable.Range(1, 20).Select(n => FormattableString.Invariant($"{50 * n:N0}/1,000")));
        output.ToString().Should().NotContain("\e").And.NotContain("\r");
    }

    [Fact]
    public void Redirected_lines_are_seconds_apart_in_a_fast_run()
    {
        Run(steps: 1000, TimeSpan.FromMilliseconds(5), Consoles.Redirected(output)); // five seconds in all
        Lines().Should().HaveCount(4); // the first, after two and four seconds, the last
    }

    [Fact]
    public void Redirected_lines_are_half_a_minute_apart_in_a_slow_run()
    {
        Run(steps: 1000, TimeSpan.FromSeconds(10), Consoles.Redirected(output));
        Lines().Should().HaveCountGreaterThan(333);
    }

    [Fact]
    public void Redirected_lines_are_not_wrapped_at_80_columns()
    {
        Show(
            new StepReport(
                123456,
                2345678,
                Reports.Values(-1234.5, 1234.5, 0, 0, 1234.5),
                1234567,
                TimeSpan.Zero,
                TimeSpan.FromHours(100),
                Nothing
            )
        );
        Lines().Should().ContainSingle().Which.Length.Should().BeGreaterThan(80);
    }

    [Fact]
    public void A_terminal_gets_one_line_that_is_rewritten_at_most_ten_times_a_second()
    {
        Run(steps: 1000, TimeSpan.FromMilliseconds(5), Consoles.Terminal(output, 120));
        var text = output.ToString();
        text.Count(c => c == '\n').Should().Be(1, "only the end closes the line");
        text.Split("\r\e[2K").Skip(1).Should().HaveCount(51).And.OnlyContain(line => line.StartsWith("step "));
        text.Should().EndWith("took 0:05\n");
    }

    [Theory]
    [InlineData(30)]
    [InlineData(1)]
    public void A_line_is_cut_to_the_terminal(int width)
    {
        Run(steps: 3, TimeSpan.FromSeconds(1), Consoles.Terminal(output, width));
        output
            .ToString()
            .Split("\r\e[2K")
            .Skip(1)
            .Select(line => line.TrimEnd('\n').Length)
            .Should()
            .AllBeEquivalentTo(Math.Max(1, width - 1));
    }

    [Fact]
    public void One_instance_shows_one_training_after_another()
    {
        var progress = new ConsoleProgress(Consoles.Redirected(output));
        for (var run = 0; run < 2; run++)
        {
            for (var step = 1; step <= 3; step++)
            {
                progress.Report(Report(step, 3, TimeSpan.FromSeconds(1)));
            }
        }
        Lines().Should().HaveCount(4);
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("CI", "true")]
    [InlineData("CI", "woodpecker")]
    [InlineData("TERM", "dumb")]
    public void A_terminal_gets_plain_lines_where_the_environment_asks_for_them(string name, string value)
    {
        RunIn(n => n == name ? value : null);
        Lines().Should().HaveCount(21).And.OnlyContain(l => l.StartsWith("step "));
        output.ToString().Should().NotContain("\e").And.NotContain("\r");
    }

    [Theory]
    [InlineData("NO_COLOR", "")]
    [InlineData("CI", "false")]
    [InlineData("TERM", "xterm-256color")]
    public void Elsewhere_a_terminal_keeps_its_one_line(string name, string value)
    {
        RunIn(n => n == name ? value : null);
        output.ToString().Count(c => c == '\n').Should().Be(1);
    }

    private void RunIn(Func<string, string?> environment)
    {
        var progress = new ConsoleProgress(Consoles.Terminal(output, 120), environment);
        for (var step = 1L; step <= 1000; step++)
        {
            progress.Report(Report(step, 1000, step * TimeSpan.FromSeconds(0.1)));
        }
    }

    [Fact]
    public void Without_a_console_the_standard_output_of_the_moment_is_written_as_a_notebook_swaps_it()
    {
        var before = Console.Out;
        var cells = new[] { new StringWriter(), new StringWriter() };
        try
        {
            foreach (var cell in cells)
            {
                Console.SetOut(cell);
                new ConsoleProgress(environment: _ => null).Report(Report(50, 50, TimeSpan.FromSeconds(1)));
            }
        }
        finally
        {
            Console.SetOut(before);
        }
        cells
            .Select(c => c.ToString())
            .Should()
            .OnlyContain(text => text.StartsWith("step 50/50") && !text.Contains('\e') && !text.Contains('\r'));
    }

    private static readonly Dictionary<string, double> Nothing = [];

    private static StepReport Report(long step, long steps, TimeSpan elapsed) =>
        new(step, steps, Reports.Values(0.1, 0.2, 0, 0, 0.3), 1000, elapsed, TimeSpan.FromSeconds(9), Nothing);

    private static void Run(long steps, TimeSpan each, Spectre.Console.IAnsiConsole console)
    {
        var progress = new ConsoleProgress(console);
        for (var step = 1L; step <= steps; step++)
        {
            progress.Report(Report(step, steps, step * each));
        }
    }

    private void Show(StepReport report) => new ConsoleProgress(Consoles.Redirected(output)).Report(report);

    private string[] Lines() => output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
