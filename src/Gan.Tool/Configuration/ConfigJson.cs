using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Gan.Tool.Configuration;

/// <summary>How settings and JSON become each other: camelCase, enumerations by name, parts by their names.</summary>
internal static class ConfigJson
{
    /// <summary>The one set of rules.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>Settings as indented JSON with a line's end.</summary>
    public static string Text(object value) =>
        JsonSerializer.Serialize(value, value.GetType(), Options).ReplaceLineEndings("\n") + "\n";

    /// <summary>The settings that a type has.</summary>
    public static IReadOnlyList<JsonPropertyInfo> Settings(Type type) => [.. Options.GetTypeInfo(type).Properties];

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            WriteIndented = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutAnswers, LeaveOutUnsaid } },
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.Converters.Add(new ConfigPartFactory());
        return options;
    }

    // What can only be read follows from the settings.
    private static void LeaveOutAnswers(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i] is { Set: null, AssociatedParameter: null })
            {
                type.Properties.RemoveAt(i);
            }
        }
    }

    // Steps, batch and average that nobody chose are the preset's to choose, also when the settings are read again.
    private static void LeaveOutUnsaid(JsonTypeInfo type)
    {
        if (type.Type != typeof(TrainingOptions))
        {
            return;
        }
        foreach (var setting in type.Properties)
        {
            setting.ShouldSerialize = (options, _) => IsSaid((TrainingOptions)options, setting.Name);
        }
    }

    private static bool IsSaid(TrainingOptions said, string name) =>
        name switch
        {
            "steps" => said == said with { Steps = said.Steps },
            "batchSize" => said == said with { BatchSize = said.BatchSize },
            "movingAverageDecay" => said == said with { MovingAverageDecay = said.MovingAverageDecay },
            "minutes" => said.Minutes is not null,
            "microBatch" => said.MicroBatch is not null,
            "criticSteps" => said.CriticSteps is not null,
            "dataGrowth" => said.DataGrowth is not null,
            "movingAverageHalfLife" => said.MovingAverageHalfLife is not null,
            _ => true,
        };

    private sealed class ConfigPartFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => ConfigParts.Of(typeToConvert) is not null;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(ConfigPartConverter<>).MakeGenericType(typeToConvert))!;
    }

    // The settings of the name, and over them those that are said.
    private sealed class ConfigPartConverter<T> : JsonConverter<T>
        where T : class
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var said = JsonNode.Parse(ref reader)!.AsObject();
            var part = ConfigParts.Of(typeof(T))![said[ConfigParts.Key]!.GetValue<string>()];
            var whole = JsonSerializer.SerializeToNode(part, part.GetType(), options)!.AsObject();
            foreach (var (name, value) in said.Where(entry => entry.Key != ConfigParts.Key))
            {
                whole[name] = value?.DeepClone();
            }
            return (T)whole.Deserialize(part.GetType(), options)!;
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            var whole = new JsonObject { [ConfigParts.Key] = ConfigParts.NameOf(typeof(T), value) };
            var settings = JsonSerializer.SerializeToNode(value, value.GetType(), options)!.AsObject();
            foreach (var (name, setting) in settings)
            {
                whole[name] = setting?.DeepClone();
            }
            whole.WriteTo(writer, options);
        }
    }
}
