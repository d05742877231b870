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
        var network = Settings.Plan.MakeGenerator();
        network.PlaceOn(Device);
        return network;
    }

    /// <summary>Makes a discriminator with first weights of its own, with conditioning, packs and
    /// augmentation.</summary>
    public DiscriminatorNetwork MakeDiscriminator()
    {
        var network = Settings.Plan.MakeDiscriminator();
        if (Settings.Augmentations.Count > 0)
        {
            network = new AugmentedDiscriminator(
                Settings.Augmentations,
                Settings.AdaptiveStrength,
                Settings.PackSize,
                network
            );
        }
        network.PlaceOn(Device);
        return network;
    }

    /// <summary>Makes the player of a generator: optimiser and moving average as the settings say.</summary>
    /// <param name="generator">The network, as <see cref="MakeGenerator"/> makes it.</param>
    /// <param name="name">What the player is called.</param>
    public Player MakePlayer(GeneratorNetwork generator, string name = "generator")
    {
        ArgumentNullException.ThrowIfNull(generator);
        var decay = Settings.Training.MovingAverageDecay;
        GeneratorNetwork? average = null;
        if (decay > 0)
        {
            var plan = Settings.Plan with { MixedPrecision = false }; // samples are float32
            average = plan.MakeGenerator();
            average.PlaceOn(Device);
            average.eval();
        }
        return new Player(name, generator, Settings.GeneratorOptimizer) { Average = average, AverageDecay = decay };
    }
}
