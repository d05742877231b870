using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gan.Losses;

namespace Gan;

/// <summary>What a saved generator needs to be made again, as text for the file's metadata. Only the library's own
/// records are named there: loading makes no other type.</summary>
internal sealed record Blueprint(
    INetworks? Networks,
    IConditioning? Conditioning,
    string? ConditioningName,
    IReadOnlyList<long> SampleShape,
    long Classes,
    long LatentSize,
    string DataSet,
    long Step,
    long ConditionSize = 0
)
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
    [
        typeof(LabelConcatenation),
        typeof(LabelEmbedding),
        typeof(ProjectionConditioning),
        typeof(AuxiliaryClassifier),
        typeof(VectorConcatenation),
        typeof(InfoGanCodes),
    ];

    internal static Blueprint Of(GanSettings s, long step) =>
        new(
            s.Networks,
            s.Conditioning,
            s.Conditioning?.GetType().Name,
            s.SampleShape,
            s.Classes,
            s.LatentSize,
            s.DataSet,
            step,
            s.Conditional && s.TakesVectors ? s.ConditionWidth : 0
        )
        {
            PackSize = s.PackSize,
            DiscriminatorCount = s.DiscriminatorCount,
            GradientPenalty = s.DiscriminatorSpec.GradientPenalty,
        };

    // Reflection by name: a trimmed program would not know that the settings' members are read, and so not keep them.
    [DynamicDependency(Members, typeof(DcganOptions))]
    [DynamicDependency(Members, typeof(MlpOptions))]
    [DynamicDependency(Members, typeof(ResNetOptions))]
    [DynamicDependency(Members, typeof(LabelConcatenation))]
    [DynamicDependency(Members, typeof(LabelEmbedding))]
    [DynamicDependency(Members, typeof(ProjectionConditioning))]
    [DynamicDependency(Members, typeof(AuxiliaryClassifier))]
    [DynamicDependency(Members, typeof(VectorConcatenation))]
    [DynamicDependency(Members, typeof(InfoGanCodes))]
    static Blueprint() { }

    internal Dictionary<string, string> ToMetadata() =>
        new()
        {
            ["format"] = "gan.net",
            ["gan.format"] = Format,
            ["gan.networks"] = Networks?.GetType().Name ?? "custom",
            ["gan.networks.options"] = Known(Networks, KnownNetworks) ? Options(Networks!) : "",
            ["gan.conditioning"] = ConditioningName ?? "none",
            ["gan.conditioning.options"] = Known(Conditioning, KnownConditioning) ? Options(Conditioning!) : "",
            ["gan.shape"] = List(SampleShape),
            ["gan.classes"] = Text(Classes),
            ["gan.latent"] = Text(LatentSize),
            ["gan.conditionSize"] = Text(ConditionSize),
            ["gan.discriminator"] = List([PackSize, DiscriminatorCount, GradientPenalty ? 1 : 0]),
            ["gan.data"] = DataSet,
            ["gan.step"] = Text(Step),
        };

    internal static Blueprint From(Dictionary<string, string> m, string path)
    {
        string Get(string key) =>
            m.TryGetValue(key, out var value)
                ? value
                : throw Bad(path, $"its metadata lacks '{key}'; it was not saved by TrainedGan.Save");
        if (Get("gan.format") != Format)
        {
            throw Bad(path, $"it has format version {m["gan.format"]}, and this version of Gan.Net reads {Format}");
        }
        try
        {
            var classes = long.Parse(Get("gan.classes"), System.Globalization.CultureInfo.InvariantCulture);
            var conditioning = Get("gan.conditioning");
            var judged = m.TryGetValue("gan.discriminator", out var text) ? Numbers(text) : null;
            if (judged is not (null or [>= 1 and <= 1 << 20, >= 1 and <= 1 << 20, 0 or 1]))
            {
                throw new FormatException($"gan.discriminator is {text}");
            }
            var found = new Blueprint(
                (INetworks?)Make(Get("gan.networks"), Get("gan.networks.options"), KnownNetworks),
                (IConditioning?)Make(conditioning, Get("gan.conditioning.options"), KnownConditioning),
                conditioning == "none" ? null : conditioning,
                Numbers(Get("gan.shape")) ?? [],
                classes,
                long.Parse(Get("gan.latent"), System.Globalization.CultureInfo.InvariantCulture),
                Get("gan.data"),
                long.Parse(Get("gan.step"), System.Globalization.CultureInfo.InvariantCulture),
                m.TryGetValue("gan.conditionSize", out var width)
                    ? long.Parse(width, System.Globalization.CultureInfo.InvariantCulture)
                    : 0
            )
            {
                PackSize = (int)(judged?[0] ?? 1),
                DiscriminatorCount = (int)(judged?[1] ?? 1),
                GradientPenalty = judged?[2] == 1,
            };
            return found.Problem() is { } problem ? throw new FormatException(problem) : found;
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or FormatException
                        or OverflowException
                        or ArgumentException
                        or NotSupportedException
            )
        {
            throw Bad(path, $"its metadata cannot be read: {e.Message}", e);
        }
    }

    // Numbers that no network has, and settings that Build would refuse.
    private string? Problem()
    {
        const long most = int.MaxValue;
        if (LatentSize is < 1 or > most)
        {
            return $"gan.latent is {LatentSize}";
        }
        if (Classes is < 0 or > most)
        {
            return $"gan.classes is {Classes}";
        }
        if (ConditionSize is < 0 or > most)
        {
            return $"gan.conditionSize is {ConditionSize}";
        }
        if (Step < 0)
        {
            return $"gan.step is {Step}";
        }
        if (SampleShape.Count == 0 || SampleShape.Any(size => size is < 1 or > most))
        {
            return $"gan.shape is {ShapeText.Of(SampleShape)}";
        }
        return Networks?.Problems(SampleShape).FirstOrDefault()?.ToString();
    }

    /// <summary>The network that the weights belong to: the stored one, or one of the user's own.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="weights">Numbers that the file holds: a network that needs more is not made.</param>
    /// <param name="own">Makes it, in place of what the file names.</param>
    /// <param name="ownConditioning">In place of what the file names.</param>
    internal GeneratorNetwork MakeGenerator(
        string path,
        long weights,
        Func<SampleSpec, GeneratorNetwork>? own,
        IConditioning? ownConditioning
    ) =>
        Made(
            path,
            () =>
            {
                var conditioning = Resolve(path, ownConditioning);
                var width = ConditionSize > 0 ? ConditionSize : Classes;
                var spec = new SampleSpec(
                    SampleShape,
                    checked(LatentSize + (conditioning?.LatentSize(width) ?? 0)),
                    ConditioningName is null ? 0 : width
                );
                Affordable(
                    path,
                    weights,
                    BlueprintWeights.GeneratorEncoder(conditioning, width)
                        + (own is null ? BlueprintWeights.Generator(Networks, spec) : 0)
                );
                var network =
                    own?.Invoke(spec)
                    ?? Networks?.Generator(spec)
                    ?? throw Bad(
                        path,
                        "it was trained with networks of your own. Pass the function that makes the "
                            + "generator: TrainedGan.Load(path, generator: spec => …)"
                    );
                return conditioning is null
                    ? network
                    : new ConditionedGenerator(conditioning.GeneratorEncoder(width), network);
            }
        );

    /// <summary>The discriminator of the same training, without augmentation.</summary>
    /// <inheritdoc cref="MakeGenerator"/>
    internal DiscriminatorNetwork MakeDiscriminator(
        string path,
        long weights,
        Func<SampleSpec, DiscriminatorNetwork>? own,
        IConditioning? ownConditioning
    ) =>
        Made(
            path,
            () =>
            {
                var conditioning = Resolve(path, ownConditioning);
                long[] shape = [.. SampleShape];
                var width = ConditionSize > 0 ? ConditionSize : Classes;
                var read = shape;
                if (conditioning is not null)
                {
                    read = conditioning.DiscriminatorShape(shape, width);
                }
                var make =
                    own
                    ?? (
                        Networks is { } networks
                            ? networks.Discriminator
                            : (Func<SampleSpec, DiscriminatorNetwork>?)null
                    )
                    ?? throw Bad(
                        path,
                        "it was trained with networks of your own. Pass the function that makes the "
                            + "discriminator: TrainedDiscriminator.Load(path, discriminator: spec => …)"
                    );
                var spec = new SampleSpec(
                    [read[0] * PackSize, .. read[1..]],
                    LatentSize,
                    ConditioningName is null ? 0 : width,
                    GradientPenalty
                );
                Affordable(
                    path,
                    weights,
                    BlueprintWeights.DiscriminatorEncoder(conditioning, shape, width)
                        + DiscriminatorCount * (own is null ? BlueprintWeights.Discriminator(Networks, spec) : 1)
                );
                return GanModel.Assemble(make, spec, conditioning, shape, width, PackSize, DiscriminatorCount);
            }
        );

    private static void Affordable(string path, long weights, double needed)
    {
        if (needed > weights)
        {
            throw Bad(
                path,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"it describes a network of at least {needed:g6} weights, but holds {weights} numbers"
                )
            );
        }
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
            when (e
                    is ArgumentException
                        or OverflowException
                        or GanConfigurationException
                        or System.Runtime.InteropServices.ExternalException
            )
        {
            throw Bad(
                path,
                $"the network that it describes cannot be made: {TorchErrors.Text(e).TrimEnd('.')}",
                TorchErrors.WithoutTrace(e)
            );
        }
    }

    private IConditioning? Resolve(string path, IConditioning? own)
    {
        if (ConditioningName is null)
        {
            return null;
        }
        return own
            ?? Conditioning
            ?? throw Bad(
                path,
                $"it was trained with conditioning '{ConditioningName}' of your own. Pass it: Load(path, "
                    + "conditioning: …)"
            );
    }

    private const DynamicallyAccessedMemberTypes Members =
        DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicConstructors;

    // The resolver is named, because trimmed and file-based programs have none by default. One of generated code would
    // set a setting that an older file lacks to zero, and not to its default.
    private static readonly JsonSerializerOptions Plain = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    // A list of widths that is null would pass otherwise.
    private static readonly JsonSerializerOptions Strict = new(Plain)
    {
        RespectNullableAnnotations = true,
        MaxDepth = 8,
    };

    private static string Options(object settings) => JsonSerializer.Serialize(settings, settings.GetType(), Plain);

    private static long[]? Numbers(string text) => JsonSerializer.Deserialize<long[]>(text, Plain);

    private static string List(IEnumerable<long> numbers) => $"[{string.Join(',', numbers.Select(Text))}]";

    private static bool Known(object? value, Type[] known) => value is not null && known.Contains(value.GetType());

    private static object? Make(string name, string options, Type[] known) =>
        Array.Find(known, t => t.Name == name) is { } type && options.Length > 0
            ? JsonSerializer.Deserialize(options, type, Strict)
            : null;

    private static string Text(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    internal static InvalidDataException Bad(string path, string found, Exception? inner = null) =>
        new($"'{path}' holds no GAN that can be loaded: {found}.", inner);
}
