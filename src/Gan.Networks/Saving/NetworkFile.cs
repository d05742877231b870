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
        GeneratorNetwork Make(NetworkPlan plan, long numbers)
        {
            var spec = plan.GeneratorSpec;
            var least = plan.Conditioning?.LeastGeneratorWeights(plan.Condition) ?? 0;
            if (own is null)
            {
                CheckKnown(path, plan.Family, "generator: TrainedGan.Load(path, generator: spec => …)");
                Affordable(path, numbers, least + plan.Family.LeastGeneratorWeights(spec));
                return plan.MakeGenerator();
            }
            Affordable(path, numbers, least);
            var family = new CustomNetworks(plan.Family.LatentSize, own, _ => throw new NotSupportedException());
            return (plan with { Family = family }).MakeGenerator();
        }
        return Load(path, device, conditioning, Make, fill, wrap);
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
        DiscriminatorNetwork Make(NetworkPlan plan, long numbers)
        {
            var spec = plan.DiscriminatorSpec;
            var least = plan.Conditioning?.LeastDiscriminatorWeights([.. plan.SampleShape], plan.Condition) ?? 0;
            if (own is null)
            {
                CheckKnown(
                    path,
                    plan.Family,
                    "discriminator: TrainedDiscriminator.Load(path, discriminator: spec => …)"
                );
                var each = Math.Max(1, plan.Family.LeastDiscriminatorWeights(spec));
                Affordable(path, numbers, least + plan.Discriminators * each);
                return plan.MakeDiscriminator();
            }
            Affordable(path, numbers, least + plan.Discriminators);
            var family = new CustomNetworks(plan.Family.LatentSize, _ => throw new NotSupportedException(), own);
            return (plan with { Family = family }).MakeDiscriminator();
        }
        return Load(path, device, conditioning, Make, fill, wrap);
    }

    private static T Load<TNetwork, T>(
        string path,
        Device? wanted,
        IConditioning? conditioning,
        Func<NetworkPlan, long, TNetwork> make,
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
                    var blueprint = WithConditioning(Blueprint.From(metadata, path), conditioning, path);
                    var network = Make(path, () => make(blueprint.Plan, tensors.Values.Sum(t => t.numel())));
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
    private static T Make<T>(string path, Func<T> make)
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

    private static Blueprint WithConditioning(Blueprint blueprint, IConditioning? own, string path)
    {
        var plan = blueprint.Plan;
        if (plan.Conditioning is null)
        {
            return blueprint;
        }
        if (own is null && plan.Conditioning is OtherConditioning other)
        {
            var remedy = ((IOther)other).Remedy("Pass it: Load(path, conditioning: …)");
            throw Blueprint.Bad(path, $"it was trained with conditioning '{other.Name}' of your own. {remedy}");
        }
        return blueprint with { Plan = plan with { Conditioning = own ?? plan.Conditioning } };
    }

    private static void CheckKnown(string path, INetworkFamily family, string load)
    {
        if (family is OtherNetworks other)
        {
            var remedy = ((IOther)other).Remedy($"Pass the function that makes the {load}");
            throw Blueprint.Bad(
                path,
                other.Name is "custom" or nameof(CustomNetworks)
                    ? $"it was trained with networks of your own. {remedy}"
                    : $"it was trained with networks of your own, '{other.Name}'. {remedy}"
            );
        }
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
}
