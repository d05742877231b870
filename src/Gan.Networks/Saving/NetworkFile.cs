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
    /// <param name="fill">Puts the file's tensors into the network, or says what does not fit.</param>
    /// <param name="wrap">Makes what is handed out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, of another version, or does not fit the
    /// network.</exception>
    internal static T LoadGenerator<T>(
        string path,
        Device? device,
        Func<NetworkSpec, GeneratorNetwork>? own,
        IConditioning? conditioning,
        Func<GeneratorNetwork, Dictionary<string, Tensor>, string?> fill,
        Func<GeneratorNetwork, Blueprint, Device, T> wrap
    )
    {
        var file = Blueprint.File(path);
        GeneratorNetwork Make(Blueprint blueprint, long numbers)
        {
            var plan = blueprint.Plan;
            var spec = plan.GeneratorSpec;
            var least = plan.Conditioning?.LeastGeneratorWeights(plan.Condition) ?? 0;
            if (own is null)
            {
                CheckKnown(file, plan.Family, "generator: TrainedGan.Load(path, generator: spec => …)");
                Affordable(file, numbers, least + plan.Family.LeastGeneratorWeights(spec));
                return plan.MakeGenerator();
            }
            Affordable(file, numbers, least);
            var family = new CustomNetworks(plan.Family.LatentSize, own, _ => throw new NotSupportedException());
            return (plan with { Family = family }).MakeGenerator();
        }
        return Load(file, device, m => Read(m, conditioning, file), Make, fill, wrap);
    }

    /// <summary>The discriminator of the same training, without augmentation.</summary>
    /// <inheritdoc cref="LoadGenerator"/>
    internal static T LoadDiscriminator<T>(
        string path,
        Device? device,
        Func<NetworkSpec, DiscriminatorNetwork>? own,
        IConditioning? conditioning,
        Func<DiscriminatorNetwork, Dictionary<string, Tensor>, string?> fill,
        Func<DiscriminatorNetwork, Blueprint, Device, T> wrap
    )
    {
        var file = Blueprint.File(path);
        DiscriminatorNetwork Make(Blueprint blueprint, long numbers)
        {
            var plan = blueprint.Plan;
            var spec = plan.DiscriminatorSpec;
            var least = plan.Conditioning?.LeastDiscriminatorWeights([.. plan.SampleShape], plan.Condition) ?? 0;
            if (own is null)
            {
                CheckKnown(
                    file,
                    plan.Family,
                    "discriminator: TrainedDiscriminator.Load(path, discriminator: spec => …)"
                );
                var each = Math.Max(1, plan.Family.LeastDiscriminatorWeights(spec));
                Affordable(file, numbers, least + plan.Discriminators * each);
                return plan.MakeDiscriminator();
            }
            Affordable(file, numbers, least + plan.Discriminators);
            var family = new CustomNetworks(plan.Family.LatentSize, _ => throw new NotSupportedException(), own);
            return (plan with { Family = family }).MakeDiscriminator();
        }
        return Load(file, device, m => Read(m, conditioning, file), Make, fill, wrap);
    }

    /// <summary>The translator that a file describes.</summary>
    /// <inheritdoc cref="LoadGenerator"/>
    internal static T LoadTranslator<T>(
        string path,
        Device? device,
        Func<TranslatorSpec, TranslatorNetwork>? own,
        Func<TranslatorNetwork, Dictionary<string, Tensor>, string?> fill,
        Func<TranslatorNetwork, TranslatorBlueprint, Device, T> wrap
    )
    {
        var file = TranslatorBlueprint.File(path);
        TranslatorNetwork Make(TranslatorBlueprint blueprint, long numbers)
        {
            var plan = blueprint.Plan;
            if (own is not null)
            {
                return (plan with { Family = new CustomTranslator(own) }).MakeTranslator();
            }
            CheckKnown(file, plan.Family, "translator: TrainedTranslator.Load(path, translator: spec => …)");
            var back = plan.BothWays ? plan.Family.LeastWeights(plan.Back.Spec) : 0;
            Affordable(file, numbers, plan.Family.LeastWeights(plan.Spec) + back);
            return plan.MakeTranslator();
        }
        return Load(file, device, m => TranslatorBlueprint.From(m, path), Make, fill, wrap);
    }

    /// <summary>The networks of a detector that a file describes.</summary>
    /// <inheritdoc cref="LoadGenerator"/>
    internal static T LoadDetector<T>(
        string path,
        Device? device,
        INetworkFamily? networks,
        IEncoderFamily? encoder,
        Func<AnomalyNetworks, Dictionary<string, Tensor>, string?> fill,
        Func<AnomalyNetworks, AnomalyBlueprint, Device, T> wrap
    )
    {
        var file = AnomalyBlueprint.File(path);
        AnomalyBlueprint Read(Dictionary<string, string> metadata)
        {
            var blueprint = AnomalyBlueprint.From(metadata, path);
            var plan = blueprint.Plan;
            return blueprint with
            {
                Plan = plan with
                {
                    Networks = plan.Networks with { Family = networks ?? plan.Networks.Family },
                    Encoder = plan.Encoder is null ? null : encoder ?? plan.Encoder,
                },
            };
        }
        AnomalyNetworks Make(AnomalyBlueprint blueprint, long numbers)
        {
            var plan = blueprint.Plan;
            var family = plan.Networks.Family;
            CheckKnown(file, family, "networks: AnomalyDetector.Load(path, networks: …)");
            var least =
                family.LeastGeneratorWeights(plan.Networks.GeneratorSpec)
                + family.LeastDiscriminatorWeights(plan.Networks.DiscriminatorSpec);
            if (plan.Encoder is { } reader)
            {
                CheckKnown(file, reader, "encoder: AnomalyDetector.Load(path, encoder: …)");
                least += reader.LeastWeights(plan.EncoderSpec);
            }
            Affordable(file, numbers, least);
            return plan.MakeNetworks();
        }
        return Load(file, device, Read, Make, fill, wrap);
    }

    private static T Load<TPrint, TNetwork, T>(
        NamedFile file,
        Device? wanted,
        Func<Dictionary<string, string>, TPrint> read,
        Func<TPrint, long, TNetwork> make,
        Func<TNetwork, Dictionary<string, Tensor>, string?> fill,
        Func<TNetwork, TPrint, Device, T> wrap
    )
        where TNetwork : nn.Module
    {
        var device = TorchBackend.EnsureAvailable(wanted);
        using var scope = NewDisposeScope();
        return TorchErrors.Guard(() =>
        {
            T? result = default;
            Safetensors.Read(
                file.Path,
                (tensors, metadata) =>
                {
                    var blueprint = read(metadata);
                    var network = Make(file, () => make(blueprint, tensors.Values.Sum(t => t.numel())));
                    try
                    {
                        if (fill(network, tensors) is { } misfit)
                        {
                            throw file.Bad(misfit);
                        }
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
    private static T Make<T>(NamedFile file, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception e)
            when (e is ArgumentException or OverflowException or GanConfigurationException or ExternalException)
        {
            throw file.Bad(
                $"the network that it describes cannot be made: {TorchErrors.Text(e).TrimEnd('.')}",
                TorchErrors.WithoutTrace(e)
            );
        }
    }

    private static Blueprint Read(Dictionary<string, string> metadata, IConditioning? own, NamedFile file)
    {
        var blueprint = Blueprint.From(metadata, file.Path);
        var plan = blueprint.Plan;
        if (plan.Conditioning is null)
        {
            return blueprint;
        }
        if (own is null && plan.Conditioning is OtherConditioning other)
        {
            var remedy = ((IOther)other).Remedy("Pass it: Load(path, conditioning: …)");
            throw file.Bad($"it was trained with conditioning '{other.Name}' of your own. {remedy}");
        }
        return blueprint with { Plan = plan with { Conditioning = own ?? plan.Conditioning } };
    }

    private static void CheckKnown(NamedFile file, object family, string load)
    {
        if (family is IOther other)
        {
            var remedy = other.Remedy($"Pass the function that makes the {load}");
            throw file.Bad(
                other.IsCustom
                    ? $"it was trained with networks of your own. {remedy}"
                    : $"it was trained with networks of your own, '{other.Name}'. {remedy}"
            );
        }
    }

    private static void Affordable(NamedFile file, long numbers, double needed)
    {
        if (needed > numbers)
        {
            throw file.Bad(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"it describes a network of at least {needed:g6} weights, but holds {numbers} numbers"
                )
            );
        }
    }
}
