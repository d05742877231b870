using Spectre.Console;
using static System.FormattableString;

namespace Gan.Monitoring;

/// <summary>
/// Shows the course of a training: on a terminal one line that is rewritten at most ten times a second, elsewhere (a
/// file, a pipe, a build log) plain lines without control codes, one for each 5 % but at least two seconds apart, and
/// at least one in 30 seconds.
/// </summary>
/// <remarks>
/// Serves as a callback, <c>AddCallback(new ConsoleProgress())</c>, which also shows what is trained, or as the
/// progress of <c>Train(progress)</c>. Time is read from the reports, so equal reports give equal lines. One instance
/// shows one training at a time.
/// </remarks>
public sealed class ConsoleProgress : ITrainingCallback, IProgress<StepReport>
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MinPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(30);

    private readonly IAnsiConsole console;
    private readonly bool live;
    private TimeSpan? lastWrite;
    private long twentieth;
    private bool open;

    /// <summary>Writes to a console.</summary>
    /// <param name="console">Null takes the process's standard output of
    /// this moment, which in a notebook is the running cell's.</param>
    /// <param name="environment">
    /// Environment variables by name, asked where the console or this is left out: with NO_COLOR, CI or TERM=dumb the
    /// lines are plain. Null asks the process's.
    /// </param>
    public ConsoleProgress(IAnsiConsole? console = null, Func<string, string?>? environment = null)
    {
        this.console = console ?? AnsiConsole.Create(new AnsiConsoleSettings());
        var isTerminal =
            this.console.Profile is { Capabilities: { Ansi: true, Interactive: true }, Out.IsTerminal: true };
        var asksEnvironment = console is null || environment is not null;
        live = isTerminal && !(asksEnvironment && WantsPlainLines(environment ?? Environment.GetEnvironmentVariable));
    }

    // no-color.org: any value but the empty one counts. CI is set by nearly every service, and some let one say false.
    private static bool WantsPlainLines(Func<string, string?> environment) =>
        environment("NO_COLOR") is { Length: > 0 }
        || environment("TERM") is "dumb"
        || (environment("CI") is { Length: > 0 } ci && ci.ToLowerInvariant() is not ("false" or "0"));

    /// <inheritdoc/>
    /// <remarks>Where nothing can be written, training begins all the same: the steps' lines then fail, which is logged
    /// (<see cref="ObserverPolicy"/>).</remarks>
    public void OnStart(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        lastWrite = null;
        twentieth = 0;
        try
        {
            WriteHead(context);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A closed or full output is no reason not to train. The first step says so again, to the log.
        }
    }

    private void WriteHead(TrainingContext context)
    {
        var data = context.Data;
        var each = Invariant($"samples of {data.UnitsPerSample:0.#} {data.Unit}");
        var size = data.UnitsPerSample == 1 ? data.Unit : each;
        var shape = data.UnitsPerSample == 1 ? $" of {ShapeText.Of(data.SampleShape)}" : "";
        WriteLine(Invariant($"{data.Name}: {data.Count:N0} {size}{shape}"));
        var sizes = new List<string>();
        foreach (var player in context.GeneratorsFirst())
        {
            var unit = sizes.Count == 0 ? " parameters" : "";
            sizes.Add(Invariant($"{player.Name} {NetworkSize.Parameters(player.Network):N0}{unit}"));
        }
        WriteLine(string.Join(", ", sizes));
    }

    /// <inheritdoc/>
    public void OnStep(TrainingContext context, StepReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        Report(report);
    }

    /// <summary>Ends an open line, so that the next output starts on a line of its own.</summary>
    public void OnEnd(TrainingContext context) => Close();

    /// <inheritdoc/>
    public void Report(StepReport value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var last = value.Step >= value.Steps;
        if (!last && !Due(value))
        {
            return;
        }
        lastWrite = value.Elapsed;
        twentieth = Twentieth(value);
        var line = ProgressLine.Format(value);
        Write(() =>
        {
            if (live)
            {
                Rewrite(line);
            }
            else
            {
                WriteLine(line);
            }
        });
        if (last)
        {
            Close();
        }
    }

    private static long Twentieth(StepReport report) => 20 * report.Step / report.Steps;

    private bool Due(StepReport report)
    {
        if (lastWrite is not { } before)
        {
            return true;
        }
        var pause = report.Elapsed - before;
        if (live)
        {
            return pause >= Refresh;
        }
        return pause >= MaxPause || (pause >= MinPause && Twentieth(report) > twentieth);
    }

    private static void Write(Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // .NET calls a closed output a path without access.
            var reason = failure is IOException ? failure.Message.TrimEnd('.') : "it is closed";
            throw new IOException(
                $"The standard output cannot be written: {reason}. Send it to a file or device that takes it.",
                failure
            );
        }
    }

    private void Rewrite(string line)
    {
        var width = Math.Max(1, console.Profile.Width - 1); // a full last column would make some terminals wrap
        console.Write(new ControlCode("\r\e[2K"));
        console.Write(new Text(line.Length <= width ? line : line[..width]));
        open = true;
    }

    private void Close()
    {
        var line = open;
        open = false;
        lastWrite = null;
        twentieth = 0;
        if (line)
        {
            Write(console.WriteLine);
        }
    }

    // Past Spectre's own writing, which would wrap at 80 columns where there is no terminal.
    private void WriteLine(string line)
    {
        console.Profile.Out.Writer.WriteLine(line);
        console.Profile.Out.Writer.Flush();
    }
}
