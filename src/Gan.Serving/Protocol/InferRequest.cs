using System.Text.Json;

namespace Gan.Serving.Protocol;

/// <summary>A request of the Open Inference Protocol as JSON, with binary tensors behind it where it says so.</summary>
internal sealed class InferRequest
{
    // What Triton's clients send beside; a server may leave these alone.
    private static readonly string[] Ignored = ["sequence_id", "sequence_start", "sequence_end", "priority", "timeout"];

    private InferRequest(ServedGan gan) => Asked = new(gan);

    public string? Id { get; private set; }

    public AskedSamples Asked { get; }

    /// <summary>Whether the output is sent as bytes behind the JSON.</summary>
    public bool BinaryOutput { get; private set; }

    /// <summary>Reads one.</summary>
    /// <param name="gan">What is asked.</param>
    /// <param name="body">All bytes.</param>
    /// <param name="jsonLength">How many of them are JSON; null for all.</param>
    public static InferRequest Read(ServedGan gan, ReadOnlyMemory<byte> body, int? jsonLength)
    {
        var json = jsonLength ?? body.Length;
        if (json < 0 || json > body.Length)
        {
            throw Refusal.Bad($"Inference-Header-Content-Length says {json}, and the body has {body.Length} bytes.");
        }
        var root = ClientJson.Read(body[..json]);
        var request = new InferRequest(gan);
        var rest = request.ReadInputs(root, body[json..]);
        if (rest.Length > 0)
        {
            throw Refusal.Bad($"{rest.Length} bytes are left behind the tensors.");
        }
        if (root.Member("id") is { } id)
        {
            request.Id = id.Text("id");
        }
        request.ReadParameters(root);
        request.ReadOutputs(root, gan.Output.Name);
        return request;
    }

    private ReadOnlyMemory<byte> ReadInputs(JsonElement root, ReadOnlyMemory<byte> rest)
    {
        foreach (var input in root.List("inputs"))
        {
            var name = input.Member("name")?.Text("name") ?? throw Refusal.Bad("Each input needs a 'name'.");
            var datatype = input.Member("datatype")?.Text("datatype") ?? "FP32";
            var shape = input.List("shape").Select(WireTensor.Whole64).ToArray();
            var parameters = input.Member("parameters");
            if (parameters?.Member("binary_data_size") is { } size)
            {
                var bytes = WireTensor.Whole64(size);
                if (bytes < 0 || bytes > rest.Length)
                {
                    throw Refusal.Bad(
                        $"'{Refusal.Quoted(name)}' says {bytes} bytes, and {rest.Length} are behind the JSON."
                    );
                }
                Asked.Take(WireTensor.OfBytes(name, datatype, shape, rest.Span[..(int)bytes]));
                rest = rest[(int)bytes..];
                continue;
            }
            var data = input.Member("data") ?? throw Refusal.Bad($"'{Refusal.Quoted(name)}' has no 'data'.");
            Asked.Take(WireTensor.OfJson(name, datatype, shape, data));
        }
        return rest;
    }

    private void ReadParameters(JsonElement root)
    {
        foreach (var (name, value) in root.Member("parameters")?.Members() ?? [])
        {
            if (name == "binary_data_output")
            {
                BinaryOutput = value.Truth(name);
            }
            else if (
                !Asked.Take(name, () => WireTensor.Whole64(value), () => WireTensor.Number(value))
                && !Ignored.Contains(name)
            )
            {
                throw Refusal.Bad(
                    $"There is no parameter '{Refusal.Quoted(name)}': there are seed, count, label and truncation."
                );
            }
        }
    }

    private void ReadOutputs(JsonElement root, string only)
    {
        foreach (var output in root.List("outputs"))
        {
            var name = output.Member("name")?.Text("name");
            if (name != only)
            {
                throw Refusal.Bad($"There is no output '{Refusal.Quoted(name)}': there is {only}.");
            }
            if (output.Member("parameters")?.Member("binary_data") is { } binary)
            {
                BinaryOutput = binary.Truth("binary_data");
            }
        }
    }
}
