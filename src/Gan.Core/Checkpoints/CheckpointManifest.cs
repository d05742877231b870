using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Gan;

/// <summary>What checkpoint.json says: everything of a training that is no tensor, and what the files beside it must
/// be.</summary>
internal sealed record CheckpointManifest
{
    internal const int CurrentFormat = 1;
    private const int Largest = 1 << 24; // bytes; ours have some thousands

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        MaxDepth = 8,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(), // trimmed and file-based programs have none by default
    };

    [DynamicDependency(Members, typeof(CheckpointManifest))]
    [DynamicDependency(Members, typeof(StoredFile))]
    [DynamicDependency(Members, typeof(StoredStopping))]
    static CheckpointManifest() { }

    private const DynamicallyAccessedMemberTypes Members =
        DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicConstructors;

    public required int Format { get; init; }

    public required long Step { get; init; }

    public required Dictionary<string, string> Settings { get; init; }

    public required Dictionary<string, StoredFile> Files { get; init; }

    public required StoredStopping Stopping { get; init; }

    /// <summary>Metrics measured at this very step.</summary>
    public required Dictionary<string, double> Metrics { get; init; }

    /// <summary>What those metrics depend on, by metric; where nothing is said, the metric is missing.</summary>
    public Dictionary<string, Dictionary<string, string>> Provenance { get; init; } = [];

    internal Dictionary<string, Measurement> Measurements() =>
        Metrics.ToDictionary(
            m => m.Key,
            m => new Measurement(m.Value) { Provenance = Provenance.GetValueOrDefault(m.Key) ?? [] }
        );

    /// <summary>Returns to a checkpoint so far; each has lowered the rates.</summary>
    public int Rollbacks { get; init; }

    /// <summary>Whether the steps done depend on the number of steps of the whole training. Files from before it was
    /// stored say no.</summary>
    public bool FollowsProgress { get; init; }

    // The serialiser's own check of nulls ends at what stands in a collection.
    private bool HasGaps =>
        Settings.Values.Contains(null)
        || Files.Values.Contains(null)
        || Stopping.Memories.Contains(null!)
        || Provenance.Values.Any(p => p is null || p.Values.Contains(null));

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="InvalidDataException">The bytes are no manifest of this format; says why.</exception>
    internal static CheckpointManifest From(byte[] bytes)
    {
        if (bytes.Length > Largest)
        {
            throw new InvalidDataException($"it has {bytes.Length} bytes, more than the {Largest} that are believed");
        }
        try
        {
            using (var document = JsonDocument.Parse(bytes, new() { MaxDepth = Json.MaxDepth }))
            {
                var format = document.RootElement.GetProperty("format").GetInt32();
                if (format != CurrentFormat)
                {
                    throw new InvalidDataException(
                        $"it has format {format}, and this version of Gan.Net reads {CurrentFormat}: "
                            + $"{(format > CurrentFormat ? "use a newer one" : "use an older one")}"
                    );
                }
            }
            var manifest =
                JsonSerializer.Deserialize<CheckpointManifest>(bytes, Json) ?? throw new JsonException("it is null");
            return manifest.HasGaps ? throw new JsonException("an entry of it is null") : manifest;
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or InvalidOperationException
                        or FormatException
                        or KeyNotFoundException
                        or NotSupportedException
            )
        {
            throw new InvalidDataException($"it cannot be read: {e.Message}", e);
        }
    }
}

/// <summary>A file as it was written.</summary>
internal sealed record StoredFile(string Sha256, long Bytes);

/// <summary>What the stopping rules remember, in their order, and the reason when one has ended the training.</summary>
internal sealed record StoredStopping(string Reason, List<Dictionary<string, double>> Memories);
