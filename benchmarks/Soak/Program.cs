// Trains with every callback on for some minutes, and measures once a second what the process holds. Ends with status 1
// when that grows.
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Gan;
using Gan.Data;
using Gan.Metrics;
using Gan.Monitoring;
using Spectre.Console;
using static TorchSharp.torch;

var minutes = new Option<double>("--minutes") { Description = "How long", DefaultValueFactory = _ => 30 };
var folder = new Option<string>("--out")
{
    Description = "Folder for soak.csv; grids, records and checkpoints go below it",
    DefaultValueFactory = _ => "out/soak",
};
var bound = new Option<double>("--bound")
{
    Description = "Most that the process may grow after the first fifth, in MiB an hour",
    DefaultValueFactory = _ => 20,
};
var command = new RootCommand("Trains with all callbacks on and reports how memory and live tensors grow.")
{
    minutes,
    folder,
    bound,
};
command.SetAction(arguments =>
{
    var path = arguments.GetValue(folder)!;
    var time = TimeSpan.FromMinutes(arguments.GetValue(minutes));
    Directory.CreateDirectory(path);
    foreach (var old in new[] { "store", "grids", "events" }.Select(n => Path.Combine(path, n)).Where(Directory.Exists))
    {
        Directory.Delete(old, recursive: true);
    }
    using var digits = Mnist.Embedded();
    using var fid = new FidMetric(new RawPixels(), count: 200);
    using var quiet = new StreamWriter(Path.Combine(path, "progress.log"));
    using var stop = new CancellationTokenSource(time);
    using var watch = new Watch();
    using var trained = new GanBuilder()
        .WithData(digits)
        .WithDcgan(new DcganOptions { FeatureMaps = 8 })
        .WithWgangp()
        .WithTraining(
            new TrainingOptions
            {
                Steps = 1_000_000,
                BatchSize = 32,
                Seed = 1,
            }
        )
        .AddCallback(
            new ConsoleProgress(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(quiet) }))
        )
        .AddCallback(new SampleGridCallback(Path.Combine(path, "grids"), moments: 50_000)) // one in 20 steps
        .AddCallback(new RunRecord(Path.Combine(path, "run.json")), every: 10)
        .AddCallback(new TensorBoardLogger(Path.Combine(path, "events")))
        .AddCallback(new JsonLinesLog(Path.Combine(path, "steps.jsonl")))
        .AddCallback(new CsvLog(Path.Combine(path, "steps.csv")))
        .AddCallback(new TrainingAnimation(Path.Combine(path, "course.png"), count: 16))
        .AddCallback(new HealthMonitor())
        .AddCallback(new HtmlReport(Path.Combine(path, "report.html")))
        .AddMetric(fid, every: 50)
        .WithCheckpoints(
            new CheckpointOptions(Path.Combine(path, "store"))
            {
                Every = 20,
                KeepEvery = 100_000,
                Best = new(fid.Name),
            }
        )
        .Train(watch, stop.Token);
    return watch.Report(Path.Combine(path, "soak.csv"), arguments.GetValue(bound));
});
return command.Parse(args).Invoke();

/// <summary>What the process holds, once a second.</summary>
internal sealed class Watch : IProgress<StepReport>, IDisposable
{
    private readonly List<Row> rows = [];
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Process self = Process.GetCurrentProcess();

    private readonly record struct Row(double Seconds, long Step, long Resident, long Managed, long Tensors);

    /// <summary>Between two steps, where a step's own tensors are gone.</summary>
    public void Report(StepReport value)
    {
        if (rows.Count > 0 && clock.Elapsed.TotalSeconds < rows[^1].Seconds + 1)
        {
            return;
        }
        self.Refresh();
        rows.Add(
            new(clock.Elapsed.TotalSeconds, value.Step, self.WorkingSet64, GC.GetTotalMemory(false), Tensor.TotalCount)
        );
    }

    internal int Report(string path, double bound)
    {
        File.WriteAllLines(
            path,
            rows.Select(r =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{r.Seconds:f1},{r.Step},{r.Resident},{r.Managed},{r.Tensors}"
                    )
                )
                .Prepend("seconds,step,resident_bytes,managed_bytes,live_tensors")
        );
        var late = rows.Where(r => r.Seconds > rows[^1].Seconds / 5).ToList();
        var resident = Slope(late, r => r.Resident) / (1 << 20);
        var managed = Slope(late, r => r.Managed) / (1 << 20);
        var tensors = Slope(late, r => r.Tensors);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{rows[^1].Step} steps in {rows[^1].Seconds / 60:f1} minutes, {rows.Count} readings. After the first "
                    + $"fifth: process {late.Min(r => r.Resident) >> 20} to {late.Max(r => r.Resident) >> 20} MiB, "
                    + $"slope {resident:f2} MiB an hour; managed heap slope {managed:f2} MiB an hour; live "
                    + $"tensors {late.Min(r => r.Tensors)} to {late.Max(r => r.Tensors)}, slope {tensors:f2} an hour."
            )
        );
        if (resident <= bound && tensors <= 1)
        {
            return 0;
        }
        Console.Error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"It grows: at most {bound} MiB and 1 tensor an hour are allowed."
            )
        );
        return 1;
    }

    /// <summary>Least squares, an hour.</summary>
    private static double Slope(List<Row> rows, Func<Row, double> value)
    {
        var x = rows.Average(r => r.Seconds);
        var y = rows.Average(value);
        return 3600
            * rows.Sum(r => (r.Seconds - x) * (value(r) - y))
            / rows.Sum(r => (r.Seconds - x) * (r.Seconds - x));
    }

    public void Dispose() => self.Dispose();
}
