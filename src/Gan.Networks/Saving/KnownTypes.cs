using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gan.Losses;

namespace Gan;

/// <summary>The types that a file may name, and their settings as text. A file must not choose what is made: loading
/// makes no other type.</summary>
internal static class KnownTypes
{
    private static readonly Type[] Known =
    [
        typeof(DcganOptions),
        typeof(MlpOptions),
        typeof(ResNetOptions),
        typeof(LabelConcatenation),
        typeof(LabelEmbedding),
        typeof(ProjectionConditioning),
        typeof(AuxiliaryClassifier),
        typeof(VectorConcatenation),
        typeof(InfoGanCodes),
    ];

    private const DynamicallyAccessedMemberTypes Members =
        DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicConstructors;

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
    static KnownTypes() { }

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

    internal static string NameOf(object value) => value is IOther other ? other.Name : value.GetType().Name;

    internal static string TextOf(object value) =>
        Known.Contains(value.GetType()) ? JsonSerializer.Serialize(value, value.GetType(), Plain) : "";

    /// <summary>What a file names; null where it is not known here.</summary>
    internal static T? Make<T>(string name, string options)
        where T : class =>
        Array.Find(Known, t => t.Name == name && t.IsAssignableTo(typeof(T))) is { } type && options.Length > 0
            ? (T?)JsonSerializer.Deserialize(options, type, Strict)
            : null;
}
