using Gan.Serving.Grpc.Wire;
using Gan.Serving.Protocol;

namespace Gan.Serving.Grpc;

/// <summary>Reads a request of gRPC: contents by kind, or raw for all inputs.</summary>
internal static class GrpcRequest
{
    public static AskedSamples Asked(ServedGan gan, ModelInferRequest request)
    {
        var asked = new AskedSamples(gan);
        var raw = request.RawInputContents;
        if (raw.Count > 0 && (raw.Count != request.Inputs.Count || request.Inputs.Any(input => input.Contents != null)))
        {
            throw Refusal.Bad("Raw contents are those of all inputs or of none.");
        }
        for (var i = 0; i < request.Inputs.Count; i++)
        {
            var input = request.Inputs[i];
            long[] shape = [.. input.Shape];
            asked.Take(
                raw.Count > 0
                    ? WireTensor.OfBytes(input.Name, input.Datatype, shape, raw[i].Span)
                    : OfContents(input, shape)
            );
        }
        foreach (var (name, value) in request.Parameters)
        {
            if (!asked.Take(name, () => Whole(name, value), () => Number(name, value)))
            {
                throw Refusal.Bad(
                    $"There is no parameter '{Refusal.Quoted(name)}': there are seed, count, label and truncation."
                );
            }
        }
        if (request.Outputs.FirstOrDefault(output => output.Name != gan.Output.Name) is { } other)
        {
            throw Refusal.Bad($"There is no output '{Refusal.Quoted(other.Name)}': there is {gan.Output.Name}.");
        }
        return asked;
    }

    private static WireTensor OfContents(ModelInferRequest.Types.InferInputTensor input, long[] shape)
    {
        var contents = input.Contents ?? new InferTensorContents();
        float[] numbers =
            input.Datatype == "FP64"
                ? [.. contents.Fp64Contents.Select(value => (float)value)]
                : [.. contents.Fp32Contents];
        long[] whole =
            input.Datatype == "INT64"
                ? [.. contents.Int64Contents]
                : [.. contents.IntContents.Select(value => (long)value)];
        return WireTensor.OfNumbers(input.Name, input.Datatype, shape, numbers, whole);
    }

    private static long Whole(string name, InferParameter value) =>
        value.ParameterChoiceCase switch
        {
            InferParameter.ParameterChoiceOneofCase.Int64Param => value.Int64Param,
            InferParameter.ParameterChoiceOneofCase.Uint64Param when value.Uint64Param <= long.MaxValue => (long)
                value.Uint64Param,
            _ => throw Refusal.Bad($"'{Refusal.Quoted(name)}' must be a whole number."),
        };

    private static double Number(string name, InferParameter value) =>
        value.ParameterChoiceCase == InferParameter.ParameterChoiceOneofCase.DoubleParam
            ? value.DoubleParam
            : Whole(name, value);
}
