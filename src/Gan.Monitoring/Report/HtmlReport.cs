using System.Text;
using Microsoft.Extensions.Logging;
using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>
/// Writes the course of a training into one HTML file that opens without a network: curves, samples from the same
/// latents through time, the nearest training samples, walks between latents, health, settings, machine and speed.
/// While the training runs the file is written anew from time to time, and an open page follows.
/// </summary>
/// <remarks>
/// <c>AddCallback(new HtmlReport("report.html"))</c> records every step; with a cadence the curves have that many fewer
/// points. Images [1, H, W], [3, H, W] and [4, H, W] (RGBA, over a checkerboard) are drawn, points [2] plotted; of
/// anything else the report has statistics.
/// In a game without a generator all that shows samples is left out.
/// The file is written beside and renamed, so that it is always whole. A file that cannot be written is a problem of
/// Build(), a warning in the log while the training runs, and one of <see cref="TrainingContext.ObserverFailures"/> at
/// its end.
/// </remarks>
public sealed class HtmlReport : ITrainingCallback
{
    private const int RealPoints = 2000;
    private const int MinPoints = 1000; // generated ones in a plot
    private const int PlotSize = 480; // pixels
    private const int WalkSteps = 12;
    private const int Walks = 3;
    private const double WritingShare = 0.02; // of the time, at most

    private readonly string path;
    private readonly HtmlReportOptions options;
    private readonly TimeProvider time;
    private readonly HealthMonitor health;
    private readonly OutputLock output;
    private CurveSet? curves;
    private ReportState state = new();
    private Timeline? timeline;
    private Tensor? realPoints;
    private bool drawsImages;
    private long lastQuarter; // the one in which neighbours were last searched
    private long failures; // to write
    private TimeSpan pause;
    private TimeSpan lastWrite;

    /// <summary>Reports into a file.</summary>
    /// <param name="path">The file; it is replaced, and its folder is made if it is missing.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <param name="time">Gives the date in the report; null takes the system's clock.</param>
    /// <exception cref="GanConfigurationException">An option is out of range.</exception>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public HtmlReport(string path, HtmlReportOptions? options = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        this.path = Path.GetFullPath(path);
        output = new(this.path);
        this.options = options ?? new();
        this.time = time ?? TimeProvider.System;
        GanConfigurationException.ThrowIfAny(this.options.Problems());
        health = this.options.Health ?? new HealthMonitor();
    }

    /// <inheritdoc/>
    public bool SeesAllMeasurements => true;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(GanSettings settings) => OutputPath.All(OutputPath.OfFile(path));

    /// <inheritdoc/>
    /// <exception cref="IOException">Another callback, of this training or another one, writes the file.</exception>
    public void OnStart(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        output.Take(() => Start(context));
    }

    private void Start(TrainingContext context)
    {
        var training = context.Settings.Training;
        curves = new(options.CurvePoints, context.SamplesPerStep);
        timeline = new(options.Moments, options.PictureBytes);
        state = new() { Start = context.Step, Translates = context.MakesSamples && !context.HasLatents };
        lastQuarter = Quarter(context.Step, training.Steps);
        failures = 0;
        pause = options.Refresh;
        lastWrite = TimeSpan.Zero;
        if (OwnsHealth)
        {
            health.OnStart(context);
        }
        if (context.MakesSamples)
        {
            var most = Math.Max(options.Samples, Walks * WalkSteps);
            var obstacle = PictureLog.Obstacle<HtmlReport>(context, most, options.Planes);
            drawsImages = obstacle is null && Shape(context) is not [2];
            state.Obstacle = Shape(context) is [_, _, _] ? obstacle : null;
        }
        if (Shape(context) is [2] && context.MakesSamples && !context.Data.IsHidden)
        {
            realPoints = RealSamples.Read(context.Data, RealPoints);
        }
        Draw(context, training.Steps);
        TryWrite(context, ReportStatus.Running);
    }

    /// <inheritdoc/>
    public void OnStep(TrainingContext context, StepReport report)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(report);
        if (OwnsHealth)
        {
            health.OnStep(context, report);
        }
        state.Last = report;
        foreach (var (name, value) in report.Values)
        {
            state.Values[name] = value;
        }
        foreach (var (name, value) in report.Metrics)
        {
            state.Metrics[name] = report.Measurements.GetValueOrDefault(name) ?? new(value);
        }
        curves!.Add(report, health.Latest);
        if (report.Step < report.Steps && timeline!.IsDue(report.Step, report.Steps))
        {
            Draw(context, report.Steps);
        }
        var quarter = Quarter(report.Step, report.Steps);
        if (report.Step < report.Steps && quarter > lastQuarter)
        {
            lastQuarter = quarter;
            Search(context);
        }
        if (report.Elapsed - lastWrite < pause)
        {
            return;
        }
        lastWrite = report.Elapsed;
        TryWrite(context, ReportStatus.Running);
    }

    /// <summary>Looks at the samples a last time and writes the finished report.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void OnEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        output.Release(); // first, because what follows may fail
        if (curves is null)
        {
            return; // it failed before it began
        }
        try
        {
            if (OwnsHealth)
            {
                health.OnEnd(context);
            }
            if (context.Failure is null)
            {
                if (timeline!.Frames.LastOrDefault()?.Step != context.Step)
                {
                    Draw(context, context.Settings.Training.Steps);
                }
                Search(context);
            }
            Write(context, EndStatus(context));
        }
        finally
        {
            realPoints?.Dispose();
            realPoints = null;
        }
    }

    private static ReportStatus EndStatus(TrainingContext context)
    {
        if (context.Failure is not null)
        {
            return ReportStatus.Failed;
        }
        return context.Step >= context.Settings.Training.Steps ? ReportStatus.Finished : ReportStatus.Stopped;
    }

    private bool OwnsHealth => options.Health is null;

    private static IReadOnlyList<long> Shape(TrainingContext context) => context.Data.SampleShape;

    // Four passes over the data in a whole training, the one at its end besides.
    private static long Quarter(long step, long steps) => 4 * step / steps;

    private void Draw(TrainingContext context, long steps)
    {
        if (!context.MakesSamples)
        {
            return;
        }
        using var _ = NewDisposeScope();
        if (drawsImages)
        {
            var samples = context.Views(options.Samples, options.Seed);
            timeline!.Add(context.Step, steps, Grid(context, samples));
        }
        else if (realPoints is not null)
        {
            var samples = context.Sample(Math.Max(options.Samples, MinPoints), seed: options.Seed);
            timeline!.Add(context.Step, steps, Picture.Of(PointPlot.Draw(samples, realPoints, PlotSize)));
        }
    }

    private Picture Grid(TrainingContext context, Tensor samples, int columns = 0) =>
        Picture.Of(SampleGrid.Draw(samples, columns, options.Planes).From(Provenance.Of(context)));

    private void Search(TrainingContext context)
    {
        if (!context.MakesSamples)
        {
            return;
        }
        using var _ = NewDisposeScope();
        // A translation is meant to be near a training sample, its target.
        if (options.Neighbours > 0 && context is { HasLatents: true, Data: { Count: >= 4, IsHidden: false } })
        {
            state.Neighbours = Neighbourhood.Find(context, options, drawsImages);
        }
        if (!drawsImages)
        {
            state.Statistics = context.Data.IsHidden ? null : SampleStatistics.Of(context, options.Seed);
            return;
        }
        if (!context.HasLatents)
        {
            return; // inputs in place of latents: there is nothing to walk through
        }
        var classes = context.Settings.Condition.Classes;
        var walks = new Tensor[Walks];
        for (var k = 0; k < Walks; k++)
        {
            var from = options.Seed + (ulong)(2 * k) + 1;
            walks[k] = context.Interpolate(from, from + 1, WalkSteps, classes > 0 ? k % classes : null);
        }
        state.Walk = Grid(context, cat(walks), WalkSteps);
    }

    private void TryWrite(TrainingContext context, ReportStatus status)
    {
        try
        {
            Write(context, status);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            failures++;
            if (failures == 1)
            {
                ReportLog.WriteFailed(context.Loggers.CreateLogger<HtmlReport>(), path, problem.Message);
            }
        }
    }

    private void Write(TrainingContext context, ReportStatus status)
    {
        var start = time.GetTimestamp();
        state.Status = status;
        state.Written = time.GetUtcNow();
        state.Failure = context.Failure?.Message;
        state.EndReason = context.EndReason;
        var page = ReportPage.Make(context, options, state, curves!, timeline!, health);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = path + ".writing";
        File.WriteAllText(beside, page, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(beside, path, overwrite: true);
        var cost = time.GetElapsedTime(start) / WritingShare;
        pause = cost > options.Refresh ? cost : options.Refresh;
    }
}
