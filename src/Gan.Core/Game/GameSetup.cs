using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>What a game is made from: settings, device, and the networks that the settings name.</summary>
public sealed class GameSetup
{
    internal GameSetup(GanSettings settings, Device device)
    {
        Settings = settings;
        Device = device;
    }

    /// <summary>Every setting in force.</summary>
    public GanSettings Settings { get; }

    /// <summary>Where networks belong.</summary>
    public Device Device { get; }

    /// <summary>Makes a generator with first weights of its own, conditioning included.</summary>
    public GeneratorNetwork MakeGenerator()
    {
        var network = Settings.Networks.Generator(Settings.GeneratorSpec);
        return (
            Settings.Conditioning is { } conditioning
                ? new ConditionedGenerator(conditioning.GeneratorEncoder(Settings.ConditionWidth), network)
                : network
        ).KeptOn(Device);
    }

    /// <summary>Makes a discriminator with first weights of its own, with conditioning, packs and augmentation.</summary>
    public DiscriminatorNetwork MakeDiscriminator()
    {
        var network = Assemble(
            Settings.Networks.Discriminator,
            Settings.DiscriminatorSpec,
            Settings.Conditioning,
            [.. Settings.SampleShape],
            Settings.ConditionWidth,
            Settings.PackSize,
            Settings.DiscriminatorCount
        );
        return (
            Settings.Augmentations.Count == 0
                ? network
                : new AugmentedDiscriminator(
                    Settings.Augmentations,
                    Settings.AdaptiveStrength,
                    Settings.PackSize,
                    network
                )
        ).KeptOn(Device);
    }

    /// <summary>
    /// The player that is called "generator": optimiser and moving average as the settings say, and in evaluation mode
    /// a copy to draw from.
    /// </summary>
    public Player MakeGeneratorPlayer(GeneratorNetwork generator, string name = "generator")
    {
        var decay = Settings.Training.MovingAverageDecay;
        var average =
            decay > 0
                ? new GameSetup(Settings with { MixedPrecision = false }, Device).MakeGenerator() // a plain copy
                : null;
        average?.eval();
        return new Player(name, generator, Settings.GeneratorOptimizer) { Average = average, AverageDecay = decay };
    }

    /// <summary>From the inside out: several networks, packs of what they read, the condition joined to each sample;
    /// around it come changes of the samples themselves.</summary>
    internal static DiscriminatorNetwork Assemble(
        Func<SampleSpec, DiscriminatorNetwork> make,
        SampleSpec spec,
        Losses.IConditioning? conditioning,
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
}
