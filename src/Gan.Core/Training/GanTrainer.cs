using Gan.Data;
using Gan.Losses;
using Microsoft.Extensions.Logging;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Trains two networks against each other: n_critic discriminator updates, then one generator update, then the moving average.
/// Everything random in a step is a function of (seed, step, purpose). Not for use from several threads at once.
/// </summary>
public sealed class GanTrainer : IDisposable
{
    private readonly GanSettings settings;
    private readonly CallbackList callbacks;
    private readonly IReadOnlyList<Scheduled<IGanMetric>> metrics;
    private readonly GanModel model;
    private readonly BatchStream batches;
    private readonly Randomness random;
    private readonly NetworkOptimizer criticOptimizer, generatorOptimizer;
    private readonly ObjectiveTerms terms;
    private readonly StopWatcher stop;
    private readonly Device device;
    private readonly ILogger log;
    private readonly IDisposable? ownedData;

    private GeneratorNetwork Generator => model.Generator;

    private DiscriminatorNetwork Discriminator => model.Discriminator;

    internal GanTrainer(GanSettings settings, IDataset data, bool ownsData, Device device, IReadOnlyList<Scheduled<ITrainingCallback>> callbacks,
        IReadOnlyList<Scheduled<IGanMetric>> metrics, ILogger log)
    {
        (this.settings, this.device, this.callbacks, this.metrics, this.log) = (settings, device, new CallbackList(callbacks), metrics, log);
        ownedData = ownsData ? data : null;
        model = GanModel.Create(settings, device);
        batches = settings.Batches(data, device);
        random = new Randomness(settings.Training.Seed, device);
        criticOptimizer = new NetworkOptimizer(Discriminator, settings.DiscriminatorOptimizer, settings.Training.Steps, settings.Constraints);
        generatorOptimizer = new NetworkOptimizer(Generator, settings.GeneratorOptimizer, settings.Training.Steps, []);
        (terms, stop) = (new ObjectiveTerms(settings, Generator, Discriminator), new StopWatcher(settings.Stopping));
        Context = new TrainingContext(settings, data, Generator, Discriminator, Sampler.Of(settings, model.Average.Network, data, device));
    }

    /// <summary>Every setting in force.</summary>
    public GanSettings Settings => settings;

    /// <summary>The networks and what else an onlooker may see.</summary>
    public TrainingContext Context { get; }

    /// <summary>Steps done.</summary>
    public long Step => Context.Step;

    /// <summary>The loop in the caller's hands: each item is a finished step. Callbacks and metrics run as in <see cref="Train"/>; the sequence ends after the last step or when cancelled.</summary>
    public IEnumerable<StepReport> Steps(CancellationToken cancellation = default)
    {
        Log.Start(log, GanModel.Size(Generator), GanModel.Size(Discriminator), __version__, get_num_threads());
        var (reporter, last) = (new StepReporter(settings, metrics, Context), settings.Training.Steps);
        using var ended = callbacks.Ending(Context);
        callbacks.Start(Context);
        while (Step < last && !stop.Requested && !cancellation.IsCancellationRequested)
        {
            yield return callbacks.Guard(() =>
            {
                var report = RunStep(Step + 1, reporter);
                stop.Observe(report);
                callbacks.Step(Context, report, isLast: Step == last || stop.Requested);
                return report;
            });
        }
        if (stop.Requested) Log.Stopped(log, Step, stop.Reason);
        else if (Step < last) Log.Cancelled(log, Step);
        else Log.End(log, Step, last);
    }

    /// <summary>Trains to the end, or to the end of the running step when cancelled, and hands out what was learnt.</summary>
    public TrainedGan Train(IProgress<StepReport>? progress = null, CancellationToken cancellation = default)
    {
        foreach (var report in Steps(cancellation)) progress?.Report(report);
        return Finish();
    }

    /// <summary>What was learnt so far, as a copy that lives on when the trainer is disposed.</summary>
    public TrainedGan Finish() => TrainedGan.From(model.Average.Network, settings, Step);

    private StepReport RunStep(long step, StepReporter reporter)
    {
        using var scope = NewDisposeScope();
        Discriminator.BeginStep((step - 1.0) / settings.Training.Steps);
        var critic = default(CriticUpdate);
        for (var i = step == 1 ? -settings.Training.DiscriminatorWarmUp : 0; i < settings.CriticSteps; i++) critic = UpdateDiscriminator(step, i);
        var generatorLoss = UpdateGenerator(step, critic.Batch);
        model.Average.Update(step);
        Context.Step = step;
        var report = reporter.Report(critic.Loss, generatorLoss, critic.RealScores, critic.FakeScores);
        Log.Step(log, step, report.DiscriminatorLoss, report.GeneratorLoss);
        return report;
    }

    private readonly record struct CriticUpdate(Batch Batch, Tensor Loss, Tensor RealScores, Tensor FakeScores);

    private CriticUpdate UpdateDiscriminator(long step, int i)
    {
        var update = (step - 1) * settings.CriticSteps + settings.Training.DiscriminatorWarmUp + i;
        var batch = batches.Read(update);
        var condition = Condition(batch, Purpose.CriticCondition, step, i);
        random.SeedLayers(Purpose.CriticLayers, step, i);
        var (latents, fake) = Generate(Purpose.CriticLatent, step, i, condition, withGradient: false);
        var realScores = Discriminator.call(batch.Samples, condition);
        var fakeScores = Discriminator.call(fake, condition);
        var loss = terms.AddToDiscriminator(settings.Loss.Discriminator(realScores, fakeScores), update,
            new(batch.Samples, fake, latents, condition, realScores, fakeScores), random.Stream(Purpose.Penalty, step, i));
        criticOptimizer.Step(loss, step);
        Discriminator.Observe(realScores);
        return new(batch, loss, realScores, fakeScores);
    }

    private Tensor UpdateGenerator(long step, Batch batch)
    {
        var condition = Condition(batch, Purpose.GeneratorCondition, step);
        random.SeedLayers(Purpose.GeneratorLayers, step);
        using var frozen = criticOptimizer.Freeze();
        var (latents, fake) = Generate(Purpose.GeneratorLatent, step, 0, condition, withGradient: true);
        var fakeScores = Discriminator.call(fake, condition);
        var loss = terms.AddToGenerator(settings.Loss.Generator(fakeScores, () => Discriminator.call(batch.Samples, condition)), step - 1,
            new(batch.Samples, fake, latents, condition, null, fakeScores), random.Stream(Purpose.GeneratorPenalty, step));
        generatorOptimizer.Step(loss, step);
        return loss;
    }

    private Tensor? Condition(Batch batch, Purpose purpose, long step, int i = 0) => settings.Conditioning switch
    {
        null => null,
        { DrawnSize: > 0 } drawn => drawn.Draw(settings.Training.BatchSize, random.Stream(purpose, step, i)),
        _ => batch.Labels,
    };

    private (Tensor Latents, Tensor Samples) Generate(Purpose purpose, long step, int i, Tensor? condition, bool withGradient)
    {
        using var _ = set_grad_enabled(withGradient);
        var latents = randn([settings.Training.BatchSize, settings.LatentSize], device: device, generator: random.Stream(purpose, step, i));
        return (latents, Generator.call(latents, condition));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        criticOptimizer.Dispose();
        generatorOptimizer.Dispose();
        terms.Dispose();
        random.Dispose();
        model.Dispose();
        ownedData?.Dispose();
    }
}
