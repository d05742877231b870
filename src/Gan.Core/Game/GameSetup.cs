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
        return Prepare(Make("discriminator", Settings.Plan.MakeDiscriminator));
    }

    /// <summary>Puts the augmentation that the settings ask for in front of a discriminator of the game's own, and the
    /// whole where networks belong.</summary>
    /// <param name="network">The discriminator, which belongs to the result.</param>
    public DiscriminatorNetwork Prepare(DiscriminatorNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (Settings.Augmentations.Count > 0)
        {
            network = new AugmentedDiscriminator(
                Settings.Augmentations,
                Settings.AdaptiveStrength,
                Settings.PackSize,
                network
            )
            {
                Strength = Settings.ScheduledStrength is { } strength ? strength.At : null,
            };
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
        var plan = Settings.Plan with { MixedPrecision = false }; // samples are float32
        return MakePlayer(name, generator, plan.MakeGenerator);
    }

    /// <summary>Makes the player of a network of the game's own: the generator's optimiser, and a moving average as the
    /// settings say.</summary>
    /// <param name="name">What the player is called.</param>
    /// <param name="network">The network that learns.</param>
    /// <param name="makeAverage">Makes another of the same shape for the moving average, which computes in
    /// float32.</param>
    public Player MakePlayer(string name, nn.Module network, Func<nn.Module> makeAverage)
    {
        ArgumentNullException.ThrowIfNull(makeAverage);
        var training = Settings.Training;
        nn.Module? average = null;
        if (training.Averages)
        {
            average = makeAverage();
            average.PlaceOn(Device);
            average.eval();
        }
        return new Player(name, network, Settings.GeneratorOptimizer)
        {
            Average = average,
            AverageDecay = training.MovingAverageDecay,
            AverageHalfLife = training.MovingAverageHalfLife,
        };
    }
}
