using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>
/// Writes event files that TensorBoard shows: what the game reports, such as losses and scores, metrics, learning
/// rates, gradient norms and speed as scalars, samples from fixed latents as pictures, weights and gradients as
/// histograms, the settings as text and as hyper-parameters. <c>tensorboard --logdir folder</c> opens them.
/// </summary>
/// <remarks>
/// Each start writes a file of its own, and says in it from which step on earlier files are overtaken: after a resume,
/// or a return to a checkpoint, TensorBoard shows each step once. The cadence of the scalars is that of the
/// registration: <c>AddCallback(logger, every: 10)</c>.
/// </remarks>
public sealed class TensorBoardLogger : ITrainingCallback
{
    private readonly string folder;
    private readonly TensorBoardOptions options;
    private readonly TimeProvider time;
    private readonly OutputLock output;
    private EventFile? file;
    private SamplePicture? picture;
    private Moments pictures;
    private Moments histograms;
    private long flushed;
    private long step;

    /// <summary>Writes into a folder.</summary>
    /// <param name="folder">One folder for each training; it is made if
    /// it is missing. TensorBoard takes its name for the run's.</param>
    /// <param name="options">What is written besides scalars.</param>
    /// <param name="time">The clock of the events; null takes the system's.</param>
    /// <exception cref="GanConfigurationException">An option is out of its range.</exception>
    public TensorBoardLogger(string folder, TensorBoardOptions? options = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        this.folder = Path.GetFullPath(folder);
        output = new(this.folder, "folder");
        this.options = options ?? new();
        this.time = time ?? TimeProvider.System;
        GanConfigurationException.ThrowIfAny(this.options.Problems());
    }

    /// <inheritdoc/>
    public bool SeesAllMeasurements => true;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(GanSettings settings) => OutputPath.All(OutputPath.OfFolder(folder));

    /// <inheritdoc/>
    /// <exception cref="IOException">Another callback, of this training or another one, writes the folder.</exception>
    public void OnStart(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        output.Take(() => Start(context));
    }

    private void Start(TrainingContext context)
    {
        step = context.Step;
        pictures = new(options.Pictures, context);
        histograms = new(options.Histograms, context);
        picture = DrawsSamples(context) ? new(context, options.Samples, options.Seed, options.Planes) : null;
        file = new EventFile(folder, time.GetUtcNow());
        try
        {
            WriteHead(context.Settings.Describe());
        }
        catch
        {
            // nobody ends what failed at its start
            picture?.Dispose();
            file.Dispose();
            throw;
        }
    }

    private void WriteHead(IReadOnlyDictionary<string, string> settings)
    {
        file!.Write(EventMessages.FileVersion(Now));
        file.Write(EventMessages.SessionStart(Now, step + 1));
        var text = EventMessages.Text("settings", Markdown(settings));
        Write(step, [text, EventMessages.HyperParameters(Now, settings)]);
        Flush();
    }

    /// <inheritdoc/>
    public void OnStep(TrainingContext context, StepReport report)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(report);
        if (report.Step <= step)
        {
            file!.Write(EventMessages.SessionStart(Now, report.Step)); // back at a checkpoint
        }
        step = report.Step;
        Write(step, Scalars(context, report).Select(scalar => EventMessages.Scalar(scalar.Tag, scalar.Value)));
        if (pictures.Due(report) && picture is not null)
        {
            Write(step, [EventMessages.Image("samples", picture.Draw(context).OverCheckerboard())]);
        }
        if (histograms.Due(report))
        {
            Write(step, Histograms(context));
        }
        if (time.GetElapsedTime(flushed) >= options.FlushEvery)
        {
            Flush();
        }
    }

    /// <inheritdoc/>
    public void OnEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        output.Release(); // first, because what follows may fail
        picture?.Dispose();
        picture = null;
        using var closing = file; // a full disk must not keep it open
        file = null;
        var finished = context.Step >= context.Settings.Training.Steps;
        var end = EventMessages.SessionEnd(Now, finished, context.Failure is not null);
        closing?.Write(EventMessages.Summary(Now, context.Step, [end]));
    }

    private bool DrawsSamples(TrainingContext context) =>
        options.Samples > 0
        && context.MakesSamples
        && PictureLog.Obstacle<TensorBoardLogger>(context, options.Samples, options.Planes) is null;

    private static IEnumerable<(string Tag, double Value)> Scalars(TrainingContext context, StepReport report)
    {
        foreach (var (name, value) in report.Values)
        {
            yield return (name, value);
        }
        foreach (var (name, measurement) in report.Measurements)
        {
            yield return ($"metric/{name}", measurement.Value);
            if (measurement.Interval is { } half)
            {
                yield return ($"metric/{name} ±", half);
            }
        }
        foreach (var player in context.Players)
        {
            yield return (ValueNames.Of("gradient norm", player), Gradients.Norm(player.Network));
        }
        foreach (var player in context.Players)
        {
            yield return (ValueNames.Of("learning rate", player), context.LearningRate(player));
        }
        yield return ("speed/samples per second", report.SamplesPerSecond);
        if (report.Duration > TimeSpan.Zero)
        {
            yield return ("speed/share of time waiting for data", report.DataWait / report.Duration);
        }
    }

    private IEnumerable<Message> Histograms(TrainingContext context)
    {
        List<Message> messages = [];
        foreach (var player in context.Players)
        {
            AddHistograms(messages, player);
        }
        return messages;
    }

    private void AddHistograms(List<Message> messages, Player player)
    {
        foreach (var (name, parameter) in player.Network.named_parameters())
        {
            Add("weights", parameter);
            Add("gradients", parameter.grad);

            void Add(string kind, Tensor? values)
            {
                if (values is not null && Histogram.Of(values, options.Bins) is { } histogram)
                {
                    messages.Add(EventMessages.Histogram($"{kind}/{player.Name}/{name}", histogram));
                }
            }
        }
    }

    private static string Markdown(IReadOnlyDictionary<string, string> settings)
    {
        var table = "| setting | value |\n|---|---|\n";
        foreach (var (name, value) in settings)
        {
            table += $"| {name} | {value.Replace("|", "\\|", StringComparison.Ordinal)} |\n";
        }
        return table;
    }

    private double Now => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;

    private void Write(long ofStep, IEnumerable<Message> values) =>
        file!.Write(EventMessages.Summary(Now, ofStep, values));

    private void Flush()
    {
        file!.Flush();
        flushed = time.GetTimestamp();
    }
}
