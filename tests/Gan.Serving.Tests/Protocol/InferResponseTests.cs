using System.Text.Json;
using Gan.Runtime;
using Gan.Serving.Http;
using Gan.Serving.Protocol;

namespace Gan.Serving.Tests.Protocol;

public sealed class InferResponseTests
{
    private static JsonElement Written(Action<Utf8JsonWriter> write) =>
        JsonElement.Parse(Messages.Written(write).WrittenSpan);

    [Fact]
    public void Numbers_come_back_bit_for_bit()
    {
        using var shipped = ShippedGan.Load(RunningServer.Fixture("dcgan-labels.onnx"));
        var gan = Served.Of();
        var request = InferRequest.Read(gan, """{"id":"ä","parameters":{"seed":3,"count":2}}""".Bytes(), null);
        var order = request.Asked.Order();
        var samples = shipped.Generate(order.Latents, order.Labels);
        var json = Written(writer => InferResponse.Write(writer, gan, request, order, samples));
        json.GetProperty("id").GetString().Should().Be("ä");
        json.GetProperty("parameters").GetProperty("seed").GetInt64().Should().Be(3);
        var output = json.GetProperty("outputs")[0];
        RunningServer.Numbers(output.GetProperty("data")).Should().Equal(samples.Values.ToArray());
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        InferResponse.WriteBytes(bytes, samples);
        bytes.WrittenCount.Should().Be(4 * 512);
        BitConverter.ToSingle(bytes.WrittenSpan[4..]).Should().Be(samples.Values.Span[1]);
    }

    [Fact]
    public void The_model_says_what_its_file_says()
    {
        var json = Written(writer => InferResponse.WriteModel(writer, Served.Of()));
        json.GetProperty("parameters").GetProperty("gan.latentRule").GetString().Should().Be("1");
        json.GetProperty("parameters").GetProperty("digital_source_type").GetString().Should().NotBeEmpty();
        json.GetProperty("versions")[0].GetString().Should().Be("1");
    }
}
