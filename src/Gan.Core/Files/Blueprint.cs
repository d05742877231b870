using System.Text.Json;
using Gan.Losses;

namespace Gan;

/// <summary>What a saved generator needs to be made again, as text for the file's metadata. Only the library's own records are named there: loading makes no other type.</summary>
internal sealed record Blueprint(INetworks? Networks, IConditioning? Conditioning, string? ConditioningName, IReadOnlyList<long> SampleShape, long Classes, long LatentSize, string DataSet, long Step, long ConditionSize = 0)
{
    /// <summary>Samples that the discriminator judges together.</summary>
    internal int PackSize { get; private init; } = 1;

    /// <summary>Number of discriminators.</summary>
    internal int DiscriminatorCount { get; private init; } = 1;

    /// <summary>Whether the discriminator was made for a penalty on its gradient.</summary>
    internal bool GradientPenalty { get; private init; }

    private const string Format = "1";
    private static readonly Type[] KnownNetworks = [typeof(DcganOptions), typeof(MlpOptions), typeof(ResNetOptions)];
    private static readonly Type[] KnownConditioning = 
        [typeof(LabelConcatenation), typeof(LabelEmbedding), typeof(ProjectionConditioning), typeof(AuxiliaryClassifier), typeof(VectorConcatenation), typeof(InfoGanCodes)];

    internal static Blueprint Of(GanSettings s, long step) =>
        new(s.Networks, s.Conditioning, s.Conditioning?.GetType().Name, s.SampleShape, s.Classes, s.LatentSize, s.DataSet, step,
            s.Conditional && s.TakesVectors ? s.ConditionWidth : 0)
        { PackSize = s.PackSize, DiscriminatorCount = s.DiscriminatorCount, GradientPenalty = s.DiscriminatorSpec.GradientPenalty };

    internal Dictionary<string, string> ToMetadata() => new()
    {
        ["format"] = "gan.net",
        ["gan.format"] = Format,
        ["gan.networks"] = Networks?.GetType().Name ?? "custom",
        ["gan.networks.options"] = Known(Networks, KnownNetworks) ? JsonSerializer.Serialize(Networks, Networks!.GetType()) : "",
        ["gan.conditioning"] = ConditioningName ?? "none",
        ["gan.conditioning.options"] = Known(Conditioning, KnownConditioning) ? JsonSerializer.Serialize(Conditioning, Conditioning!.GetType()) : "",
        ["gan.shape"] = JsonSerializer.Serialize(SampleShape),
        ["gan.classes"] = Text(Classes),
        ["gan.latent"] = Text(LatentSize),
        ["gan.conditionSize"] = Text(ConditionSize),
        ["gan.discriminator"] = JsonSerializer.Serialize(new long[] { PackSize, DiscriminatorCount, GradientPenalty ? 1 : 0 }),
        ["gan.data"] = DataSet,
        ["gan.step"] = Text(Step),
    };

    internal static Blueprint From(Dictionary<string, string> m, string path)
    {
        string Get(string key) => m.TryGetValue(key, out var value) ? value : throw Bad(path, $"its metadata lacks '{key}'; it was not saved by TrainedGan.Save");
        if (Get("gan.format") != Format) throw Bad(path, $"it has format version {m["gan.format"]}, and this version of Gan.Net reads {Format}");
        try
        {
            var classes = long.Parse(Get("gan.classes"), System.Globalization.CultureInfo.InvariantCulture);
            var conditioning = Get("gan.conditioning");
            var judged = m.TryGetValue("gan.discriminator", out var text) ? JsonSerializer.Deserialize<long[]>(text) : null;
            if (judged is not (null or [>= 1 and <= 1 << 20, >= 1 and <= 1 << 20, 0 or 1])) throw new FormatException($"gan.discriminator is {text}");
            return new(
                (INetworks?)Make(Get("gan.networks"), Get("gan.networks.options"), KnownNetworks),
                (IConditioning?)Make(conditioning, Get("gan.conditioning.options"), KnownConditioning),
                conditioning == "none" ? null : conditioning,
                JsonSerializer.Deserialize<long[]>(Get("gan.shape")) ?? [], classes,
                long.Parse(Get("gan.latent"), System.Globalization.CultureInfo.InvariantCulture), Get("gan.data"),
                long.Parse(Get("gan.step"), System.Globalization.CultureInfo.InvariantCulture),
                m.TryGetValue("gan.conditionSize", out var width) ? long.Parse(width, System.Globalization.CultureInfo.InvariantCulture) : 0)
            { PackSize = (int)(judged?[0] ?? 1), DiscriminatorCount = (int)(judged?[1] ?? 1), GradientPenalty = judged?[2] == 1 };
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or ArgumentException or NotSupportedException)
        {
            throw Bad(path, $"its metadata cannot be read: {e.Message}");
        }
    }

    /// <summary>The network that the weights belong to: the stored one, or one of the user's own.</summary>
    internal GeneratorNetwork MakeGenerator(string path, Func<SampleSpec, GeneratorNetwork>? own, IConditioning? ownConditioning)
    {
        var conditioning = Resolve(path, ownConditioning);
        var width = ConditionSize > 0 ? ConditionSize : Classes;
        var spec = new SampleSpec(SampleShape, LatentSize + (conditioning?.LatentSize(width) ?? 0), ConditioningName is null ? 0 : width);
        var network = own?.Invoke(spec) ?? Networks?.Generator(spec)
            ?? throw Bad(path, "it was trained with networks of your own. Pass the function that makes the generator: TrainedGan.Load(path, generator: spec => …)");
        return conditioning is null ? network : new ConditionedGenerator(conditioning.GeneratorEncoder(width), network);
    }

    /// <summary>The discriminator of the same training, without augmentation.</summary>
    internal DiscriminatorNetwork MakeDiscriminator(string path, Func<SampleSpec, DiscriminatorNetwork>? own, IConditioning? ownConditioning)
    {
        var conditioning = Resolve(path, ownConditioning);
        long[] shape = [.. SampleShape];
        var (width, read) = (ConditionSize > 0 ? ConditionSize : Classes, shape);
        if (conditioning is not null) read = conditioning.DiscriminatorShape(shape, width);
        var make = own ?? (Networks is { } networks ? networks.Discriminator : (Func<SampleSpec, DiscriminatorNetwork>?)null)
            ?? throw Bad(path, "it was trained with networks of your own. Pass the function that makes the discriminator: TrainedDiscriminator.Load(path, discriminator: spec => …)");
        var spec = new SampleSpec([read[0] * PackSize, .. read[1..]], LatentSize, ConditioningName is null ? 0 : width, GradientPenalty);
        return GanModel.Assemble(make, spec, conditioning, shape, width, PackSize, DiscriminatorCount);
    }

    private IConditioning? Resolve(string path, IConditioning? own)
    {
        if (ConditioningName is null) return null;
        return own ?? Conditioning ?? throw Bad(path, $"it was trained with conditioning '{ConditioningName}' of your own. Pass it: Load(path, conditioning: …)");
    }

    private static bool Known(object? value, Type[] known) => value is not null && known.Contains(value.GetType());

    private static object? Make(string name, string options, Type[] known) =>
        Array.Find(known, t => t.Name == name) is { } type && options.Length > 0 ? JsonSerializer.Deserialize(options, type) : null;

    private static string Text(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    internal static InvalidDataException Bad(string path, string found) => new($"'{path}' holds no GAN that can be loaded: {found}.");
}
