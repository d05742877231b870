using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gan.Losses;

namespace Gan;

/// <summary>
/// The types that a file of a trained network may name. A file must not choose what a program makes, so loading makes
/// the library's own network families, translators, encoders and conditionings, those that the program allows here, and
/// nothing else.
/// </summary>
public static class KnownTypes
{
    private const DynamicallyAccessedMemberTypes Members =
        DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicConstructors;

    private static readonly Type[] Kinds =
    [
        typeof(INetworkFamily),
        typeof(ITranslatorFamily),
        typeof(IEncoderFamily),
        typeof(IConditioning),
    ];

    private static ImmutableDictionary<string, Type> known = ImmutableDictionary<string, Type>.Empty;

    static KnownTypes()
    {
        Allow<DcganOptions>();
        Allow<FastGanOptions>();
        Allow<MlpOptions>();
        Allow<ResNetOptions>();
        Allow<BigGanOptions>();
        Allow<R3ganOptions>();
        Allow<ProGanOptions>();
        Allow<MsgGanOptions>();
        Allow<StyleGan2Options>();
        Allow<CtganOptions>();
        Allow<SeqGanOptions>();
        Allow<UNet>();
        Allow<ResNetTranslator>();
        Allow<SrResNet>();
        Allow<Rrdb>();
        Allow<ContextEncoder>();
        Allow<GatedTranslator>();
        Allow<PartialUNet>();
        Allow<DcganEncoder>();
        Allow<MlpEncoder>();
        Allow<LabelConcatenation>();
        Allow<LabelEmbedding>();
        Allow<ProjectionConditioning>();
        Allow<MappedProjection>();
        Allow<AuxiliaryClassifier>();
        Allow<VectorConcatenation>();
        Allow<InfoGanCodes>();
    }

    // The resolver is named, because trimmed and file-based programs have none by default. One of generated code would
    // set a setting that an older file lacks to zero, and not to its default.
    internal static readonly JsonSerializerOptions Plain = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    // A list of widths that is null would pass otherwise.
    private static readonly JsonSerializerOptions Strict = new(Plain)
    {
        RespectNullableAnnotations = true,
        MaxDepth = 8,
    };

    /// <summary>
    /// Lets files name a network family, a translator, an encoder or a conditioning of your own, for the rest of the
    /// process. Call it before a network is saved, so that the file holds the settings, and before one is loaded. The
    /// type's public properties are its settings, as JSON: a record of numbers, truths and lists is best. Loading calls
    /// its constructor and property setters with what the file says, so that they must bear any value.
    /// </summary>
    /// <typeparam name="T">An <see cref="INetworkFamily"/>, an <see cref="ITranslatorFamily"/>, an
    /// <see cref="IEncoderFamily"/> or an <see cref="IConditioning"/>.</typeparam>
    /// <exception cref="ArgumentException">It is none of these, or another type of its name is known.</exception>
    // The annotation keeps the settings' members in trimmed programs.
    public static void Allow<[DynamicallyAccessedMembers(Members)] T>()
        where T : class
    {
        var type = typeof(T);
        if (type.IsAbstract || !Array.Exists(Kinds, type.IsAssignableTo))
        {
            throw new ArgumentException(
                "KnownTypes.Allow takes an INetworkFamily, an ITranslatorFamily, an IEncoderFamily or an IConditioning "
                    + $"that can be made, but {type} is none."
            );
        }
        var first = ImmutableInterlocked.GetOrAdd(ref known, type.Name, type);
        if (first != type)
        {
            throw new ArgumentException(
                $"A file names a type by its short name, and '{type.Name}' is {first} already. Rename {type}."
            );
        }
    }

    internal static bool Has(string name) => known.ContainsKey(name);

    internal static string NameOf(object value) => value is IOther other ? other.Name : value.GetType().Name;

    /// <summary>The settings; nothing for a type that is not known here.</summary>
    internal static string TextOf(object value) =>
        known.GetValueOrDefault(value.GetType().Name) == value.GetType()
            ? JsonSerializer.Serialize(value, value.GetType(), Plain)
            : "";

    /// <summary>What a file names; null where it is not known here, or the file lacks its settings.</summary>
    internal static T? Make<T>(string name, string options)
        where T : class =>
        known.GetValueOrDefault(name) is { } type && type.IsAssignableTo(typeof(T)) && options.Length > 0
            ? (T?)JsonSerializer.Deserialize(options, type, Strict)
            : null;
}
