using System.Globalization;
using System.Runtime.InteropServices;
using Gan.Runtime;
using Gan.Serving.Grpc.Wire;
using Gan.Serving.Tests.Batching;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;

namespace Gan.Serving.Tests.Grpc;

public sealed class InferenceServiceTests : IAsyncLifetime
{
    private WebApplication app = null!;
    private GrpcChannel channel = null!;
    private GRPCInferenceService.GRPCInferenceServiceClient client = null!;

    private string Address => app.Urls.Last();

    public async Task InitializeAsync()
    {
        app = GanServer.Create(
            RunningServer.Fixture("dcgan-labels.onnx"),
            new() { ApiKeys = ["secret-of-tests"], MaxBodyBytes = 10_000 },
            new() { Port = 0, GrpcPort = 0 }
        );
        await app.StartAsync();
        channel = GrpcChannel.ForAddress(Address);
        client = new(channel);
    }

    public async Task DisposeAsync()
    {
        channel.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static Metadata Key => new() { { "X-Api-Key", "secret-of-tests" } };

    private static ModelInferRequest Request(params ReadOnlySpan<ModelInferRequest.Types.InferInputTensor> inputs)
    {
        var request = new ModelInferRequest { ModelName = "dcgan-labels", Id = "a" };
        request.Inputs.AddRange(inputs.ToArray());
        return request;
    }

    private static ModelInferRequest.Types.InferInputTensor Input(string name, string datatype, params long[] shape)
    {
        var input = new ModelInferRequest.Types.InferInputTensor { Name = name, Datatype = datatype };
        input.Shape.AddRange(shape);
        return input;
    }

    private static float[] Expected =>
        MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(RunningServer.Fixture("dcgan-labels.f32"))).ToArray();

    private static float[] Output(ModelInferResponse answer) =>
        MemoryMarshal.Cast<byte, float>(answer.RawOutputContents.Single().Span).ToArray();

    [Fact]
    public async Task Typed_contents_and_raw_contents_give_the_same()
    {
        var latent = Input("latent", "FP32", 6, 6);
        latent.Contents = new();
        latent.Contents.Fp32Contents.AddRange(Latents.Draw(11, 6, 6));
        var label = Input("label", "INT64", 6);
        label.Contents = new();
        label.Contents.Int64Contents.AddRange([0, 1, 2, 0, 1, 2]);
        var typed = await client.ModelInferAsync(Request(latent, label), Key);
        typed.Id.Should().Be("a");
        typed.Outputs.Single().Shape.Should().Equal(6, 1, 16, 16);
        RunningServer.ShouldBe(Output(typed), Expected);
        var raw = Request(Input("latent", "FP32", 6, 6), Input("label", "INT64", 6));
        raw.RawInputContents.Add(ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(Latents.Draw(11, 6, 6))));
        raw.RawInputContents.Add(ByteString.CopyFrom(MemoryMarshal.AsBytes<long>([0, 1, 2, 0, 1, 2])));
        Output(await client.ModelInferAsync(raw, Key)).Should().Equal(Output(typed));
    }

    [Fact]
    public async Task A_seed_is_a_parameter()
    {
        var request = Request();
        request.Parameters["seed"] = new() { Int64Param = 11 };
        request.Parameters["count"] = new() { Uint64Param = 6 };
        RunningServer.ShouldBe(Output(await client.ModelInferAsync(request, Key)), Expected);
        request.Parameters["truncation"] = new() { DoubleParam = 1.5 };
        var bounded = Output(await client.ModelInferAsync(request, Key));
        RunningServer.ShouldBe(bounded, RunningServer.Made(6, 11, truncation: 1.5));
    }

    [Fact]
    public async Task Refusals_are_statuses_with_a_sentence()
    {
        async Task<Status> Refused(ModelInferRequest request, Metadata? headers)
        {
            var call = () => client.ModelInferAsync(request, headers).ResponseAsync;
            return (await call.Should().ThrowAsync<RpcException>()).Which.Status;
        }
        (await Refused(Request(), null)).StatusCode.Should().Be(StatusCode.Unauthenticated);
        (await Refused(new() { ModelName = "other" }, Key)).StatusCode.Should().Be(StatusCode.NotFound);
        var wrong = await Refused(Request(Input("latent", "FP32", 6, 6)), Key);
        wrong.StatusCode.Should().Be(StatusCode.InvalidArgument);
        wrong.Detail.Should().Be("'latent' has 0 numbers, and its shape takes 36.");
        var some = Request(Input("latent", "FP32", 1, 6), Input("label", "INT64", 1));
        some.RawInputContents.Add(ByteString.CopyFrom(new byte[24]));
        (await Refused(some, Key)).Detail.Should().Be("Raw contents are those of all inputs or of none.");
        var text = Request();
        text.Parameters["seed"] = new() { StringParam = "7" };
        (await Refused(text, Key)).Detail.Should().Be("'seed' must be a whole number.");
        var large = Request();
        large.Id = new string('x', 20_000);
        (await Refused(large, Key)).StatusCode.Should().Be(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task Health_needs_no_key_and_metadata_do()
    {
        (await client.ServerLiveAsync(new())).Live.Should().BeTrue();
        (await client.ServerReadyAsync(new())).Ready.Should().BeTrue();
        (await client.ModelReadyAsync(new() { Name = "dcgan-labels" })).Ready.Should().BeTrue();
        (await client.ServerMetadataAsync(new(), Key)).Extensions.Should().BeEmpty();
        var model = await client.ModelMetadataAsync(new() { Name = "dcgan-labels", Version = "1" }, Key);
        model.Inputs.Select(input => input.Name).Should().Equal("latent", "label");
        model.Outputs.Single().Shape.Should().Equal(-1, 1, 16, 16);
        var closed = () => client.ModelMetadataAsync(new() { Name = "dcgan-labels" }).ResponseAsync;
        await closed.Should().ThrowAsync<RpcException>();
    }
}
