using Gan.Losses;
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
        lock (Randomness.Shared)
        {
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
    }

    private static (GeneratorNetwork Generator, DiscriminatorNetwork Discriminator, GeneratorNetwork Average) Networks(
        GanSettings settings,
        Device device,
        bool averaged
    )
    {
        try
        {
            var generator = MakeGenerator(settings).KeptOn(device);
            var discriminator = MakeDiscriminator(settings).KeptOn(device);
            // An average of nothing but the present needs no copy.
            var average = averaged ? MakeGenerator(settings with { MixedPrecision = false }).KeptOn(device) : generator;
            return (generator, discriminator, average);
        }
        catch (Exception failure) when (TrainingMemoryException.OfWeights(failure) is not null)
        {
            throw TrainingMemoryException.OfWeights(failure)!;
        }
    }

    internal static GeneratorNetwork MakeGenerator(GanSettings s)
    {
        var network = s.Networks.Generator(s.GeneratorSpec);
        return s.Conditioning is null
            ? network
            : new ConditionedGenerator(s.Conditioning.GeneratorEncoder(s.ConditionWidth), network);
    }

    internal static DiscriminatorNetwork MakeDiscriminator(GanSettings s)
    {
        var network = Assemble(
            s.Networks.Discriminator,
            s.DiscriminatorSpec,
            s.Conditioning,
            [.. s.SampleShape],
            s.ConditionWidth,
            s.PackSize,
            s.DiscriminatorCount
        );
        return s.Augmentations.Count == 0
            ? network
            : new AugmentedDiscriminator(s.Augmentations, s.AdaptiveStrength, s.PackSize, network);
    }

    /// <summary>From the inside out: several networks, packs of what they read, the condition joined to each sample;
    /// around it come changes of the samples themselves.</summary>
    internal static DiscriminatorNetwork Assemble(
        Func<SampleSpec, DiscriminatorNetwork> make,
        SampleSpec spec,
        IConditioning? conditioning,
        long[] sampleShape,
        long conditionWidth,
        int pack,
        int count
    )
    {
        var network =
            count == 1 ? make(spec) : new MultipleDiscriminators(Enumerable.Range(0, count).Select(_ => make(spec)));
        if (pack > 1)
        {
            network = new PackedDiscriminator(pack, network);
        }
        return conditioning is null
            ? network
            : new ConditionedDiscriminator(conditioning, sampleShape, conditionWidth, network);
    }

    /// <summary>Number of trainable values.</summary>
    internal static long Size(nn.Module network) => network.parameters().Sum(p => p.numel());

    public void Dispose()
    {
        Generator.Dispose();
        Discriminator.Dispose();
        Average.Network.Dispose();
    }
}
