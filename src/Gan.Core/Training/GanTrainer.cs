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
    private readonly IReadOnlyList<Scheduled<ITrainingCallback>> callbacks;
    private readonly IReadOnlyList<Scheduled<IGanMetric>> metrics;
    private readonly GanModel model;
    private readonly BatchStream batches;
    private readonly Randomness random;
    private readonly NetworkOptimizer criticOptimizer, generatorOptimizer;
    private readonly Device device;
    private readonly ILogger log;
    private readonly IDisposable? ownedData;

    private GeneratorNetwork Generator => model.Generator;

    private DiscriminatorNetwork Discriminator => model.Discriminator;

    internal GanTrainer(GanSettings settings, IDataset data, bool ownsData, Device device, IReadOnlyList<Scheduled<ITrainingCallback>> callbacks,
        IReadOnlyList<Scheduled<IGanMetric>> metrics, ILogger log)
    {
        (this.settings, this.device, this.callbacks, this.metrics, this.log) = (settings, device, callbacks, metrics, log);
        ownedData = ownsData ? data : null;
        model = GanModel.Create(settings, device);
        batches = new BatchStream(data, settings.Training.BatchSize, settings.Training.Seed, device);
        random = new Randomness(settings.Training.Seed, device);
        criticOptimizer = new NetworkOptimizer(Discriminator, settings.DiscriminatorOptimizer, settings.Training.Steps, settings.Constraints);
        generatorOptimizer = new NetworkOptimizer(Generator, settings.GeneratorOptimizer, settings.Training.Steps, []);
        Context = new TrainingContext(settings, data, Generator, Discriminator, new Sampler(model.Average.Network, settings.LatentSize, settings.Conditional ? settings.Classes : 0, device));
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
        try
        {
            foreach (var callback in callbacks) callback.Item.OnStart(Context);
            while (Step < last && !cancellation.IsCancellationRequested)
            {
                var report = RunStep(Step + 1, reporter);
                foreach (var callback in callbacks.Where(c => c.Due(Step, last))) callback.Item.OnStep(Context, report);
                yield return report;
            }
            if (Step < last) Log.Cancelled(log, Step);
            else Log.End(log, Step, last);
        }
        finally
        {
            foreach (var callback in callbacks) callback.Item.OnEnd(Context);
        }
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
        var critic = default(CriticUpdate);
        for (var i = 0; i < settings.CriticSteps; i++) critic = UpdateDiscriminator(step, i);
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
        var update = (step - 1) * settings.CriticSteps + i;
        var batch = batches.Read(update);
        var condition = settings.Conditional ? batch.Labels : null;
        random.SeedLayers(Purpose.CriticLayers, step, i);
        var fake = Generate(Purpose.CriticLatent, step, i, condition, withGradient: false);
        var realScores = Discriminator.call(batch.Samples, condition);
        var fakeScores = Discriminator.call(fake, condition);
        var loss = settings.Loss.Discriminator(realScores, fakeScores);
        foreach (var (penalty, every) in settings.Penalties.Where(p => update % p.Every == 0))
            loss += every * penalty.Penalty(new PenaltyContext
            {
                Real = batch.Samples, Fake = fake, RealScores = realScores, FakeScores = fakeScores, Condition = condition,
                Critic = samples => Discriminator.call(samples, condition), Random = random.Stream(Purpose.Penalty, step, i),
            });
        criticOptimizer.Step(loss, step);
        return new(batch, loss, realScores, fakeScores);
    }

    private Tensor UpdateGenerator(long step, Batch batch)
    {
        var condition = settings.Conditional ? batch.Labels : null;
        random.SeedLayers(Purpose.GeneratorLayers, step);
        using var frozen = criticOptimizer.Freeze();
        var fake = Generate(Purpose.GeneratorLatent, step, 0, condition, withGradient: true);
        var loss = settings.Loss.Generator(Discriminator.call(fake, condition), () => Discriminator.call(batch.Samples, condition));
        generatorOptimizer.Step(loss, step);
        return loss;
    }

    private Tensor Generate(Purpose purpose, long step, int i, Tensor? condition, bool withGradient)
    {
        using var _ = set_grad_enabled(withGradient);
        return Generator.call(randn([settings.Training.BatchSize, settings.LatentSize], device: device, generator: random.Stream(purpose, step, i)), condition);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        criticOptimizer.Dispose();
        generatorOptimizer.Dispose();
        random.Dispose();
        model.Dispose();
        ownedData?.Dispose();
    }
}
