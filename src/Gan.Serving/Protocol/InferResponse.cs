using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Gan.Runtime;
using Gan.Serving.Batching;

namespace Gan.Serving.Protocol;

/// <summary>Answers of the Open Inference Protocol as JSON.</summary>
internal static class InferResponse
{
    /// <summary>Samples; where bytes were asked for, their JSON alone, without the numbers.</summary>
    public static void Write(
        Utf8JsonWriter json,
        ServedGan gan,
        InferRequest request,
        SampleOrder order,
        ShippedSamples samples
    )
    {
        json.WriteStartObject();
        json.WriteString("model_name", gan.Name);
        json.WriteString("model_version", ServedGan.Version);
        if (request.Id is { } id)
        {
            json.WriteString("id", id);
        }
        if (order.Seed is { } seed)
        {
            json.WriteStartObject("parameters");
            json.WriteNumber("seed", seed);
            json.WriteEndObject();
        }
        json.WriteStartArray("outputs");
        json.WriteStartObject();
        json.WriteString("name", gan.Output.Name);
        json.WriteString("datatype", gan.Output.Datatype);
        WriteShape(json, [samples.Count, .. gan.SampleShape]);
        if (request.BinaryOutput)
        {
            json.WriteStartObject("parameters");
            json.WriteNumber("binary_data_size", samples.Values.Length * sizeof(float));
            json.WriteEndObject();
        }
        else
        {
            json.WriteStartArray("data");
            foreach (var value in samples.Values.Span)
            {
                json.WriteNumberValue(value);
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>All numbers, little endian.</summary>
    public static void WriteBytes(IBufferWriter<byte> into, ShippedSamples samples)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Tensors are sent from processors of little endian alone.");
        }
        into.Write(MemoryMarshal.AsBytes(samples.Values.Span));
    }

    /// <summary>What the server is.</summary>
    public static void WriteServer(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", ServerFacts.Name);
        json.WriteString("version", ServerFacts.Version);
        json.WriteStartArray("extensions");
        foreach (var extension in ServerFacts.Extensions)
        {
            json.WriteStringValue(extension);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What the model is; beside the protocol's members, what the file says of itself.</summary>
    public static void WriteModel(Utf8JsonWriter json, ServedGan gan)
    {
        json.WriteStartObject();
        json.WriteString("name", gan.Name);
        json.WriteStartArray("versions");
        json.WriteStringValue(ServedGan.Version);
        json.WriteEndArray();
        json.WriteString("platform", ServerFacts.Platform);
        WriteTensors(json, "inputs", gan.Inputs);
        WriteTensors(json, "outputs", [gan.Output]);
        json.WriteStartObject("parameters");
        foreach (var (key, value) in gan.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteString(key, value);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTensors(Utf8JsonWriter json, string name, IEnumerable<TensorFacts> tensors)
    {
        json.WriteStartArray(name);
        foreach (var tensor in tensors)
        {
            json.WriteStartObject();
            json.WriteString("name", tensor.Name);
            json.WriteString("datatype", tensor.Datatype);
            WriteShape(json, tensor.Shape);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteShape(Utf8JsonWriter json, ReadOnlySpan<long> shape)
    {
        json.WriteStartArray("shape");
        foreach (var side in shape)
        {
            json.WriteNumberValue(side);
        }
        json.WriteEndArray();
    }
}
