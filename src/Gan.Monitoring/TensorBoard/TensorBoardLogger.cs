using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>
/// Writes event files that TensorBoard shows: losses, scores, metrics, learning rates, gradient norms and speed as
/// scalars, samples from fixed latents as pictures, weights and gradients as histograms, the settings as text and as
/// hyper-parameters. <c>tensorboard --logdir folder</c> opens them.
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
    private EventFile? file;
    private SamplePicture? picture;
    private Moments pictures,
        histograms;
    private long flushed,
        step;

    /// <summary>Writes into a folder.</summary>
    /// <param name="folder">One folder for each training; it is made if it is missing. TensorBoard takes its name for
    /// the run's.</param>
    /// <param name="options">What is written besides scalars.</param>
    /// <param name="time">The clock of the events; null takes the system's.</param>
    /// <exception cref="GanConfigurationException">An option is out of its range.</exception>
    public TensorBoardLogger(string folder, TensorBoardOptions? options = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        this.folder = folder;
        this.options = options ?? new();
        this.time = time ?? TimeProvider.System;
        GanConfigurationException.ThrowIfAny(this.options.Problems());
    }

    /// <inheritdoc/>
    public bool SeesAllMeasurements => true;

    /// <inheritdoc/>
    public void OnStart(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        step = context.Step;
        pictures = new(options.Pictures, context);
        histograms = new(options.Histograms, context);
        picture =
            options.Samples > 0 && SamplePicture.CanDraw(context.Data.SampleShape)
                ? new(context, options.Samples, options.Seed)
                : null;
        file = new EventFile(folder, time.GetUtcNow());
        file.Write(EventMessages.FileVersion(Now));
        file.Write(EventMessages.SessionStart(Now, step + 1));
        var settings = context.Settings.Describe();
        Write(step, [EventMessages.Text("settings", Markdown(settings)), EventMessages.HyperParameters(Now, settings)]);
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
        Write(step, Scalars(context, report).Select(s => EventMessages.Scalar(s.Tag, s.Value)));
        if (pictures.Due(report) && picture is not null)
        {
            Write(step, [EventMessages.Image("samples", picture.Draw(context))]);
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
        picture?.Dispose();
        picture = null;
        if (file is null)
        {
            return; // the start failed
        }
        using var open = file; // a full disk must not keep it open
        file = null;
        open.Write(
            EventMessages.Summary(
                Now,
                context.Step,
                [
                    EventMessages.SessionEnd(
                        Now,
                        context.Step >= context.Settings.Training.Steps,
                        context.Failure is not null
                    ),
                ]
            )
        );
    }

    private static IEnumerable<(string Tag, double Value)> Scalars(TrainingContext context, StepReport report)
    {
        yield return ("loss/discriminator", report.DiscriminatorLoss);
        yield return ("loss/generator", report.GeneratorLoss);
        yield return ("score/real", report.RealScore);
        yield return ("score/fake", report.FakeScore);
        if (report.WassersteinEstimate is { } distance)
        {
            yield return ("wasserstein estimate", distance);
        }
        foreach (var (name, measurement) in report.Measurements)
        {
            yield return ($"metric/{name}", measurement.Value);
            if (measurement.Interval is { } half)
            {
                yield return ($"metric/{name} ±", half);
            }
        }
        yield return ("gradient norm/discriminator", Gradients.Norm(context.Discriminator));
        yield return ("gradient norm/generator", Gradients.Norm(context.Generator));
        yield return ("learning rate/discriminator", context.DiscriminatorLearningRate);
        yield return ("learning rate/generator", context.GeneratorLearningRate);
        yield return ("speed/samples per second", report.SamplesPerSecond);
        if (report.Duration > TimeSpan.Zero)
        {
            yield return ("speed/share of time waiting for data", report.DataWait / report.Duration);
        }
    }

    private IEnumerable<Message> Histograms(TrainingContext context) =>
        from network in new (string Name, nn.Module Module)[]
        {
            ("discriminator", context.Discriminator),
            ("generator", context.Generator),
        }
        from entry in network.Module.named_parameters()
        from values in new (string Kind, Tensor? Tensor)[]
        {
            ("weights", entry.parameter),
            ("gradients", entry.parameter.grad),
        }
        let histogram = values.Tensor is null ? null : Histogram.Of(values.Tensor, options.Bins)
        where histogram is not null
        select EventMessages.Histogram($"{values.Kind}/{network.Name}/{entry.name}", histogram);

    private static string Markdown(IReadOnlyDictionary<string, string> settings) =>
        "| setting | value |\n|---|---|\n"
        + string.Concat(
            settings.Select(s => $"| {s.Key} | {s.Value.Replace("|", "\\|", StringComparison.Ordinal)} |\n")
        );

    private double Now => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;

    private void Write(long at, IEnumerable<Message> values) => file!.Write(EventMessages.Summary(Now, at, values));

    private void Flush()
    {
        file!.Flush();
        flushed = time.GetTimestamp();
    }
}
