using System.Globalization;
using System.Runtime.InteropServices;
using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>A network and what makes it again, in one safetensors file.</summary>
internal static class NetworkFile
{
    /// <summary>Makes the generator that a file describes, fills it, and hands it out ready for use on a
    /// device.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where; null for the processor.</param>
    /// <param name="own">Makes the network, in place of what the file names.</param>
    /// <param name="conditioning">In place of what the file names.</param>
    /// <param name="fill">Puts the file's tensors into the network.</param>
    /// <param name="wrap">Makes what is handed out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, of another version, or does not fit the
    /// network.</exception>
    internal static T LoadGenerator<T>(
        string path,
        Device? device,
        Func<NetworkSpec, GeneratorNetwork>? own,
        IConditioning? conditioning,
        Action<GeneratorNetwork, Dictionary<string, Tensor>, string> fill,
        Func<GeneratorNetwork, Blueprint, Device, T> wrap
    )
    {
        GeneratorNetwork Make(Blueprint blueprint, long numbers)
        {
            var plan = Resolve(path, blueprint.Plan, conditioning);
            var spec = plan.GeneratorSpec;
            var least = BlueprintWeights.GeneratorEncoder(plan.Conditioning, plan.Condition.Width);
            Affordable(path, numbers, least + (own is null ? BlueprintWeights.Generator(plan.Family, spec) : 0));
            if (own is null && plan.Family is OtherNetworks)
            {
                throw OfYourOwn(path, "generator: TrainedGan.Load(path, generator: spec => …)");
            }
            return (
                own is null
                    ? plan
                    : plan with
                    {
                        Family = new CustomNetworks(plan.Family.LatentSize, own, NoNetwork<DiscriminatorNetwork>),
                    }
            ).MakeGenerator();
        }
        return Load(path, device, Make, fill, wrap);
    }

    /// <summary>The discriminator of the same training, without augmentation.</summary>
    /// <inheritdoc cref="LoadGenerator"/>
    internal static T LoadDiscriminator<T>(
        string path,
        Device? device,
        Func<NetworkSpec, DiscriminatorNetwork>? own,
        IConditioning? conditioning,
        Action<DiscriminatorNetwork, Dictionary<string, Tensor>, string> fill,
        Func<DiscriminatorNetwork, Blueprint, Device, T> wrap
    )
    {
        DiscriminatorNetwork Make(Blueprint blueprint, long numbers)
        {
            var plan = Resolve(path, blueprint.Plan, conditioning);
            if (own is null && plan.Family is OtherNetworks)
            {
                throw OfYourOwn(path, "discriminator: TrainedDiscriminator.Load(path, discriminator: spec => …)");
            }
            var spec = plan.DiscriminatorSpec;
            var least = BlueprintWeights.DiscriminatorEncoder(
                plan.Conditioning,
                plan.SampleShape,
                plan.Condition.Width
            );
            var each = own is null ? BlueprintWeights.Discriminator(plan.Family, spec) : 1;
            Affordable(path, numbers, least + plan.Discriminators * each);
            return (
                own is null
                    ? plan
                    : plan with
                    {
                        Family = new CustomNetworks(plan.Family.LatentSize, NoNetwork<GeneratorNetwork>, own),
                    }
            ).MakeDiscriminator();
        }
        return Load(path, device, Make, fill, wrap);
    }

    private static T Load<TNetwork, T>(
        string path,
        Device? wanted,
        Func<Blueprint, long, TNetwork> make,
        Action<TNetwork, Dictionary<string, Tensor>, string> fill,
        Func<TNetwork, Blueprint, Device, T> wrap
    )
        where TNetwork : nn.Module
    {
        var device = TorchBackend.EnsureAvailable(wanted);
        using var scope = NewDisposeScope();
        return TorchErrors.Guard(() =>
        {
            T? result = default;
            Safetensors.Read(
                path,
                (tensors, metadata) =>
                {
                    var blueprint = Blueprint.From(metadata, path);
                    var network = Made(path, () => make(blueprint, tensors.Values.Sum(t => t.numel())));
                    try
                    {
                        fill(network, tensors, path);
                        network.PlaceOn(device);
                        network.eval();
                        result = wrap(network, blueprint, device);
                    }
                    catch
                    {
                        network.Dispose();
                        throw;
                    }
                }
            );
            return result!;
        });
    }

    // What layers say of sizes that do not fit is about the file here. A user's own function may throw whatever it
    // likes.
    private static T Made<T>(string path, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception e)
            when (e is ArgumentException or OverflowException or GanConfigurationException or ExternalException)
        {
            throw Blueprint.Bad(
                path,
                $"the network that it describes cannot be made: {TorchErrors.Text(e).TrimEnd('.')}",
                TorchErrors.WithoutTrace(e)
            );
        }
    }

    private static NetworkPlan Resolve(string path, NetworkPlan plan, IConditioning? own)
    {
        if (plan.Conditioning is null)
        {
            return plan;
        }
        if (own is null && plan.Conditioning is OtherConditioning other)
        {
            throw Blueprint.Bad(
                path,
                $"it was trained with conditioning '{other.Name}' of your own. Pass it: Load(path, conditioning: …)"
            );
        }
        return plan with { Conditioning = own ?? plan.Conditioning };
    }

    private static void Affordable(string path, long numbers, double needed)
    {
        if (needed > numbers)
        {
            throw Blueprint.Bad(
                path,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"it describes a network of at least {needed:g6} weights, but holds {numbers} numbers"
                )
            );
        }
    }

    private static InvalidDataException OfYourOwn(string path, string what) =>
        Blueprint.Bad(path, $"it was trained with networks of your own. Pass the function that makes the {what}");

    private static T NoNetwork<T>(NetworkSpec spec) => throw new NotSupportedException();
}
