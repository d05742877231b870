using System.Diagnostics;
using Gan.Data;
using Gan.Losses;
using Microsoft.Extensions.Logging;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>What a step left behind; valid in the scope it ran in.</summary>
internal readonly record struct StepOutcome(Tensor DiscriminatorLoss, Tensor GeneratorLoss, Tensor RealScores, Tensor FakeScores, TimeSpan DataWait);

/// <summary>
/// The adversarial step: n_critic discriminator updates, then one generator update, then the moving average. Everything random in it is a
/// function of (seed, step, purpose). It knows no kind of loss, penalty or network.
/// </summary>
internal sealed class AdversarialStep : IDisposable
{
    private readonly GanSettings settings;
    private readonly GanModel model;
    private readonly BatchStream batches;
    private readonly Randomness random;
    private readonly NumberWatch numbers;
    private TimeSpan waited;

    internal AdversarialStep(GanSettings settings, GanModel model, IDataset data, Device device, NumberGuard guard, ILogger log)
    {
        (this.settings, this.model, Device) = (settings, model, device);
        batches = settings.Batches(data, device);
        random = new Randomness(settings.Training.Seed, device);
        CriticOptimizer = new NetworkOptimizer(Discriminator, settings.DiscriminatorOptimizer, settings.Training.Steps, settings.Constraints);
        GeneratorOptimizer = new NetworkOptimizer(Generator, settings.GeneratorOptimizer, settings.Training.Steps, []);
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
        WeightTransfer.Freeze(settings.Transfer, Generator, Discriminator, step);
        numbers.Begin();
        Discriminator.BeginStep((step - 1.0) / settings.Training.Steps);
        var critic = default(CriticUpdate);
        waited = TimeSpan.Zero;
        for (var i = step == 1 ? -settings.Training.DiscriminatorWarmUp : 0; i < settings.CriticSteps; i++)
        {
            using var earlier = i < settings.CriticSteps - 1 ? NewDisposeScope() : null; // only the last update is looked at again
            critic = UpdateDiscriminator(step, i);
        }
        var generatorLoss = UpdateGenerator(step, critic.Batch);
        model.Average.Update(step);
        return new(critic.Loss, generatorLoss, critic.RealScores, critic.FakeScores, waited);
    }

    private readonly record struct CriticUpdate(Batch Batch, Tensor Loss, Tensor RealScores, Tensor FakeScores);

    private CriticUpdate UpdateDiscriminator(long step, int i)
    {
        var update = (step - 1) * settings.CriticSteps + settings.Training.DiscriminatorWarmUp + i;
        var batch = Read(update);
        var condition = Condition(batch, Purpose.CriticCondition, step, i);
        random.SeedLayers(Purpose.CriticLayers, step, i);
        var (latents, fake) = Generate(Purpose.CriticLatent, step, i, condition, withGradient: false);
        var realScores = Discriminator.call(batch.Samples, condition);
        var fakeScores = Discriminator.call(fake, condition);
        var input = new TermInput(batch.Samples, fake, latents, condition, realScores, fakeScores);
        var loss = Terms.AddToDiscriminator(settings.Loss.Discriminator(realScores, fakeScores), update, input, term => random.Stream(Purpose.Penalty, step, i, term));
        if (numbers.Update(NetworkRole.Discriminator, CriticOptimizer, loss, step, input)) Discriminator.Observe(realScores);
        return new(batch, loss, realScores, fakeScores);
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
        var (latents, fake) = Generate(Purpose.GeneratorLatent, step, 0, condition, withGradient: true);
        var fakeScores = Discriminator.call(fake, condition);
        var input = new TermInput(batch.Samples, fake, latents, condition, null, fakeScores);
        var loss = Terms.AddToGenerator(
            settings.Loss.Generator(fakeScores, () => Discriminator.call(batch.Samples, condition)), step - 1, input, term => random.Stream(Purpose.GeneratorPenalty, step, 0, term));
        numbers.Update(NetworkRole.Generator, GeneratorOptimizer, loss, step, input);
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
        var latents = randn([settings.Training.BatchSize, settings.LatentSize], device: Device, generator: random.Stream(purpose, step, i));
        return (latents, Generator.call(latents, condition));
    }

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
