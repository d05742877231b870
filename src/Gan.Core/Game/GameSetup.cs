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
    /// <exception cref="GanConfigurationException">The family of networks cannot make it.</exception>
    public GeneratorNetwork MakeGenerator()
    {
        var network = Make("generator", Settings.Plan.MakeGenerator);
        network.PlaceOn(Device);
        return network;
    }

    /// <summary>Makes a discriminator with first weights of its own, with conditioning, packs and
    /// augmentation.</summary>
    /// <exception cref="GanConfigurationException">The family of networks cannot make it.</exception>
    public DiscriminatorNetwork MakeDiscriminator()
    {
        var network = Make("discriminator", Settings.Plan.MakeDiscriminator);
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

    // libtorch says what it refused, but neither of which network nor of which family.
    private T Make<T>(string role, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception e) when (e is not GanConfigurationException && TrainingMemoryException.OfWeights(e) is null)
        {
            var family = Settings.Networks.GetType().Name;
            var shape = ShapeText.Of(Settings.SampleShape);
            var text = $"{family} cannot make the {role} for samples of shape {shape}: {TorchErrors.Text(e)}";
            throw new GanConfigurationException([new Problem(text) { Cause = e }]);
        }
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
