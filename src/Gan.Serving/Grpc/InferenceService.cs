using System.Diagnostics;
using System.Runtime.InteropServices;
using Gan.Serving.Grpc.Wire;
using Gan.Serving.Http;
using Gan.Serving.Protocol;
using Google.Protobuf;
using Grpc.Core;

namespace Gan.Serving.Grpc;

/// <summary>The calls of the Open Inference Protocol by gRPC. Outputs are raw contents.</summary>
internal sealed class InferenceService(ServedGan gan, SampleMaker maker, Door door, ApiKeys keys, ServingMeter meter)
    : GRPCInferenceService.GRPCInferenceServiceBase
{
    public override Task<ServerLiveResponse> ServerLive(ServerLiveRequest request, ServerCallContext context) =>
        Task.FromResult(new ServerLiveResponse { Live = true });

    public override Task<ServerReadyResponse> ServerReady(ServerReadyRequest request, ServerCallContext context) =>
        Task.FromResult(new ServerReadyResponse { Ready = door.IsReady });

    public override Task<ModelReadyResponse> ModelReady(ModelReadyRequest request, ServerCallContext context) =>
        Answer(
            "grpc_model_ready",
            context,
            () =>
            {
                gan.Require(request.Name, request.Version);
                return Task.FromResult(new ModelReadyResponse { Ready = door.IsReady });
            },
            isOpen: true
        );

    public override Task<ServerMetadataResponse> ServerMetadata(
        ServerMetadataRequest request,
        ServerCallContext context
    ) =>
        Answer(
            "grpc_server",
            context,
            () => Task.FromResult(new ServerMetadataResponse { Name = ServerFacts.Name, Version = ServerFacts.Version })
        );

    public override Task<ModelMetadataResponse> ModelMetadata(
        ModelMetadataRequest request,
        ServerCallContext context
    ) =>
        Answer(
            "grpc_model",
            context,
            () =>
            {
                gan.Require(request.Name, request.Version);
                var answer = new ModelMetadataResponse { Name = gan.Name, Platform = ServerFacts.Platform };
                answer.Versions.Add(ServedGan.Version);
                answer.Inputs.AddRange(gan.Inputs.Select(Facts));
                answer.Outputs.Add(Facts(gan.Output));
                return Task.FromResult(answer);
            }
        );

    public override Task<ModelInferResponse> ModelInfer(ModelInferRequest request, ServerCallContext context) =>
        Answer("grpc_infer", context, () => Infer(request, context.CancellationToken));

    private async Task<ModelInferResponse> Infer(ModelInferRequest request, CancellationToken token)
    {
        gan.Require(request.ModelName, request.ModelVersion);
        var order = GrpcRequest.Asked(gan, request).Order();
        var samples = await maker.Make(order, token);
        var answer = new ModelInferResponse
        {
            ModelName = gan.Name,
            ModelVersion = ServedGan.Version,
            Id = request.Id,
        };
        if (order.Seed is { } seed)
        {
            answer.Parameters["seed"] = new InferParameter { Int64Param = seed };
        }
        var output = new ModelInferResponse.Types.InferOutputTensor
        {
            Name = gan.Output.Name,
            Datatype = gan.Output.Datatype,
        };
        output.Shape.AddRange([samples.Count, .. gan.SampleShape]);
        answer.Outputs.Add(output);
        answer.RawOutputContents.Add(ByteString.CopyFrom(MemoryMarshal.AsBytes(samples.Values.Span)));
        return answer;
    }

    // Refusals become statuses of gRPC with the same sentence.
    private async Task<T> Answer<T>(string call, ServerCallContext context, Func<Task<T>> answer, bool isOpen = false)
    {
        var begin = Stopwatch.GetTimestamp();
        var status = StatusCode.OK;
        try
        {
            if (!isOpen)
            {
                keys.Require(context.GetHttpContext().Request.Headers);
                door.RequireRunning();
            }
            return await answer();
        }
        catch (Refusal refusal)
        {
            status = StatusOf(refusal);
            throw new RpcException(new Status(status, refusal.Message));
        }
        catch (OperationCanceledException)
        {
            status = StatusCode.Cancelled;
            throw;
        }
        finally
        {
            meter.Answered(call, $"{status}", Stopwatch.GetElapsedTime(begin));
        }
    }

    private static StatusCode StatusOf(Refusal refusal) =>
        refusal.Status switch
        {
            401 => StatusCode.Unauthenticated,
            404 => StatusCode.NotFound,
            429 => StatusCode.ResourceExhausted,
            503 => StatusCode.Unavailable,
            < 500 => StatusCode.InvalidArgument,
            _ => StatusCode.Internal,
        };

    private static ModelMetadataResponse.Types.TensorMetadata Facts(TensorFacts tensor)
    {
        var facts = new ModelMetadataResponse.Types.TensorMetadata { Name = tensor.Name, Datatype = tensor.Datatype };
        facts.Shape.AddRange(tensor.Shape);
        return facts;
    }
}
