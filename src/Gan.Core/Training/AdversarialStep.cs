using System.Diagnostics;
using Gan.Data;
using Gan.Losses;
using Microsoft.Extensions.Logging;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>What a step left behind; valid in the scope it ran in.</summary>
internal readonly record struct StepOutcome(
    Tensor DiscriminatorLoss,
    Tensor GeneratorLoss,
    Tensor RealScores,
    Tensor FakeScores,
    TimeSpan DataWait
);

/// <summary>
/// The adversarial step: n_critic discriminator updates, then one generator update, then the moving average. Everything
/// random in it is a function of (seed, step, purpose). It knows no kind of loss, penalty or network.
/// </summary>
internal sealed class AdversarialStep : IDisposable
{
    private readonly GanSettings settings;
    private readonly GanModel model;
    private readonly BatchStream batches;
    private readonly Randomness random;
    private readonly NumberWatch numbers;
    private TimeSpan waited;

    internal AdversarialStep(
        GanSettings settings,
        GanModel model,
        IDataset data,
        Device device,
        NumberGuard guard,
        ILogger log
    )
    {
        this.settings = settings;
        this.model = model;
        Device = device;
        batches = settings.Batches(data, device);
        random = new Randomness(settings.Training.Seed, device);
        CriticOptimizer = new NetworkOptimizer(
            Discriminator,
            settings.DiscriminatorOptimizer,
            settings.Training.Steps,
            settings.Constraints,
            settings.Kernels
        );
        GeneratorOptimizer = new NetworkOptimizer(
            Generator,
            settings.GeneratorOptimizer,
            settings.Training.Steps,
            [],
            settings.Kernels
        );
        Terms = new ObjectiveTerms(settings, Generator, Discriminator);
        numbers = new NumberWatch(guard, model, Terms, log);
    }

    internal NetworkOptimizer CriticOptimizer { get; }

    internal NetworkOptimizer GeneratorOptimizer { get; }

    internal ObjectiveTerms Terms { get; }

    internal Device Device { get; }

    private GeneratorNetwork Generator => model.Generator;

    private DiscriminatorNetwork Discriminator => model.Discriminator;

    /// <param name="step">Number of the step, from 1.</param>
    internal StepOutcome Run(long step)
    {
        using var layers = random.ForLayers();
        using var kernels = LayerKernels.Use(settings.Kernels);
        WeightTransfer.Freeze(settings.Transfer, Generator, Discriminator, step);
        Discriminator.BeginStep((step - 1.0) / settings.Training.Steps);
        var critic = default(CriticUpdate);
        waited = TimeSpan.Zero;
        for (var i = step == 1 ? -settings.Training.DiscriminatorWarmUp : 0; i < settings.CriticSteps; i++)
        {
            // only the last update is looked at again
            using var earlier = i < settings.CriticSteps - 1 ? NewDisposeScope() : null;
            critic = UpdateDiscriminator(step, i);
        }
        var generatorLoss = UpdateGenerator(step, critic.Batch);
        model.Average.Update(step);
        return new(critic.Outcome.Loss, generatorLoss, critic.Outcome.RealScores!, critic.Outcome.FakeScores, waited);
    }

    private readonly record struct CriticUpdate(Batch Batch, UpdateOutcome Outcome);

    private CriticUpdate UpdateDiscriminator(long step, int i)
    {
        var update = (step - 1) * settings.CriticSteps + settings.Training.DiscriminatorWarmUp + i;
        var batch = Read(update);
        var condition = Condition(batch, Purpose.CriticCondition, step, i);
        random.SeedLayers(Purpose.CriticLayers, step, i);
        var latents = Latents(Purpose.CriticLatent, step, i);
        var streams = random.Terms(Purpose.Penalty, step, i);
        var outcome = numbers.Update(
            NetworkRole.Discriminator,
            CriticOptimizer,
            step,
            MicroBatches.Split(batch, latents, condition, settings.Training.MicroBatch),
            part =>
            {
                Tensor fake;
                using (no_grad())
                {
                    fake = Generator.call(part.Latents, part.Condition);
                }
                var (realScores, fakeScores) = Discriminator.Scores(part.Real, fake, part.Condition);
                var input = new TermInput(part.Real, fake, part.Latents, part.Condition, realScores, fakeScores);
                return new(
                    Terms.AddToDiscriminator(
                        settings.Loss.Discriminator(realScores, fakeScores),
                        update,
                        input,
                        streams
                    ),
                    input
                );
            }
        );
        if (outcome.Done)
        {
            Discriminator.Observe(outcome.RealScores!);
        }
        return new(batch, outcome);
    }

    private Batch Read(long position)
    {
        var before = Stopwatch.GetTimestamp();
        var batch = batches.Read(position);
        waited += Stopwatch.GetElapsedTime(before);
        return batch;
    }

    private Tensor UpdateGenerator(long step, Batch batch)
    {
        var condition = Condition(batch, Purpose.GeneratorCondition, step);
        random.SeedLayers(Purpose.GeneratorLayers, step);
        using var frozen = CriticOptimizer.Freeze();
        var latents = Latents(Purpose.GeneratorLatent, step, 0);
        var streams = random.Terms(Purpose.GeneratorPenalty, step, 0);
        return numbers
            .Update(
                NetworkRole.Generator,
                GeneratorOptimizer,
                step,
                MicroBatches.Split(batch, latents, condition, settings.Training.MicroBatch),
                part =>
                {
                    var fake = Generator.call(part.Latents, part.Condition);
                    var fakeScores = Discriminator.call(fake, part.Condition);
                    var input = new TermInput(part.Real, fake, part.Latents, part.Condition, null, fakeScores);
                    var loss = settings.Loss.Generator(fakeScores, () => Discriminator.call(part.Real, part.Condition));
                    return new(Terms.AddToGenerator(loss, step - 1, input, streams), input);
                }
            )
            .Loss;
    }

    private Tensor? Condition(Batch batch, Purpose purpose, long step, int i = 0) =>
        settings.Condition.Kind switch
        {
            ConditionKind.None => null,
            ConditionKind.Code => settings.Conditioning!.Draw(
                settings.Training.BatchSize,
                random.Stream(purpose, step, i)
            ),
            _ => batch.Condition,
        };

    private Tensor Latents(Purpose purpose, long step, int i) =>
        randn(
            [settings.Training.BatchSize, settings.LatentSize],
            device: Device,
            generator: random.Stream(purpose, step, i)
        );

    public void Dispose()
    {
        batches.Dispose();
        CriticOptimizer.Dispose();
        GeneratorOptimizer.Dispose();
        numbers.Dispose();
        Terms.Dispose();
        random.Dispose();
    }
}
