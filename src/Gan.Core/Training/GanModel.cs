using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>The three networks of a training: generator, discriminator and the generator's moving average.</summary>
internal sealed class GanModel : IDisposable
{
    private GanModel(GeneratorNetwork generator, DiscriminatorNetwork discriminator, MovingAverage average)
    {
        Generator = generator;
        Discriminator = discriminator;
        Average = average;
    }

    internal GeneratorNetwork Generator { get; }

    internal DiscriminatorNetwork Discriminator { get; }

    internal MovingAverage Average { get; }

    /// <summary>Makes the networks from the seed and tries them.</summary>
    /// <exception cref="GanConfigurationException">They do not fit the data or each other.</exception>
    internal static GanModel Create(GanSettings settings, Device device)
    {
        using var scope = NewDisposeScope();
        using var kernels = LayerKernels.Use(settings.Kernels); // layers are chosen for what the steps will use
        using var alone = WeightInitialisation.Alone();
        manual_seed(Randomness.Seed(settings.Training.Seed, Purpose.Weights));
        var averaged = settings.Training.MovingAverageDecay > 0;
        var (generator, discriminator, average) = Networks(settings, device, averaged);
        var model = new GanModel(
            generator,
            discriminator,
            new MovingAverage(generator, average, settings.Training.MovingAverageDecay)
        );
        var problems = NetworkRules.Check(settings, generator, discriminator, device).ToList();
        if (averaged && generator.parameters().Any(p => average.parameters().Any(a => ReferenceEquals(a, p))))
        {
            problems.Add(NetworkRules.SharedGenerator);
        }
        problems.AddRange(WeightTransfer.Fill(settings.Transfer, generator, discriminator));
        if (problems.Count > 0)
        {
            model.Dispose();
            throw new GanConfigurationException(problems);
        }
        if (averaged)
        {
            average.eval();
        }
        model.Average.Reset();
        return model;
    }

    private static (GeneratorNetwork Generator, DiscriminatorNetwork Discriminator, GeneratorNetwork Average) Networks(
        GanSettings settings,
        Device device,
        bool averaged
    )
    {
        try
        {
            var plan = settings.Plan;
            var generator = plan.MakeGenerator();
            generator.PlaceOn(device);
            var discriminator = Augmented(settings, plan.MakeDiscriminator());
            discriminator.PlaceOn(device);
            if (!averaged)
            {
                return (generator, discriminator, generator); // an average of nothing but the present needs no copy
            }
            var average = (plan with { MixedPrecision = false }).MakeGenerator();
            average.PlaceOn(device);
            return (generator, discriminator, average);
        }
        catch (Exception failure) when (TrainingMemoryException.OfWeights(failure) is not null)
        {
            throw TrainingMemoryException.OfWeights(failure)!;
        }
    }

    /// <summary>With the changes of samples in front of it.</summary>
    private static DiscriminatorNetwork Augmented(GanSettings settings, DiscriminatorNetwork network) =>
        settings.Augmentations.Count == 0
            ? network
            : new AugmentedDiscriminator(settings.Augmentations, settings.AdaptiveStrength, settings.PackSize, network);

    /// <summary>Number of trainable values.</summary>
    internal static long Size(nn.Module network) => network.parameters().Sum(p => p.numel());

    public void Dispose()
    {
        Generator.Dispose();
        Discriminator.Dispose();
        Average.Network.Dispose();
    }
}
