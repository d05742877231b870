using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Gan.Runtime;

namespace Gan.Serving.Tests.Http;

/// <summary>
/// Triton's extension for tensors as bytes, which tritonclient's HTTP client takes by default. Bodies here are what its
/// version 2.73 writes: members in its order, the parameters that it adds, tensors behind in the order of the inputs.
/// </summary>
public sealed class BinaryTensorTests
{
    private const string Length = "Inference-Header-Content-Length";
    private const string Path = "/v2/models/dcgan-labels/infer";

    private static readonly float[] Rows = Latents.Draw(11, 6, 6);

    private static byte[] LatentBytes => MemoryMarshal.AsBytes<float>(Rows).ToArray();

    private static byte[] LabelBytes => MemoryMarshal.AsBytes<long>([0, 1, 2, 0, 1, 2]).ToArray();

    private static float[] Expected =>
        MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(RunningServer.Fixture("dcgan-labels.f32"))).ToArray();

    private static async Task<HttpResponseMessage> Post(
        RunningServer server,
        string json,
        string? length,
        params byte[][] tensors
    )
    {
        var head = Encoding.UTF8.GetBytes(json);
        using var request = new HttpRequestMessage(HttpMethod.Post, Path);
        request.Content = new ByteArrayContent([.. head, .. tensors.SelectMany(tensor => tensor)]);
        request.Headers.Add(Length, length ?? head.Length.ToString(CultureInfo.InvariantCulture));
        return await server.Client.SendAsync(request);
    }

    [Fact]
    public async Task Bytes_as_tritonclient_writes_them_are_answered_with_bytes()
    {
        await using var server = await RunningServer.Start();
        using var answer = await Post(
            server,
            """{"id":"7","inputs":[{"name":"latent","shape":[6,6],"datatype":"FP3"""
                + """2","parameters":{"binary_data_size":144}},{"name":"label","shape":[6]"""
                + ""","datatype":"INT64","parameters":{"binary_data_size":48}}]"""
                + ""","parameters":{"priority":1,"timeout":1000000,"binary_data_output":true}}""",
            null,
            LatentBytes,
            LabelBytes
        );
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        var body = await answer.Content.ReadAsByteArrayAsync();
        var json = int.Parse(answer.Headers.GetValues(Length).Single(), CultureInfo.InvariantCulture);
        var head = JsonElement.Parse(body.AsSpan(0, json));
        head.GetProperty("id").GetString().Should().Be("7");
        head.GetProperty("outputs")
            .GetRawText()
            .Should()
            .Be("""[{"name":"image","datatype":"FP32","shape":[6,1,16,16],"parameters":{"binary_data_size":6144}}]""");
        RunningServer.ShouldBe(MemoryMarshal.Cast<byte, float>(body.AsSpan(json)).ToArray(), Expected);
    }

    [Fact]
    public async Task Bytes_in_and_numbers_out_and_the_reverse()
    {
        await using var server = await RunningServer.Start();
        using var numbers = await Post(
            server,
            """{"inputs":[{"name":"latent","shape":[6,6],"datatype":"FP3"""
                + """2","parameters":{"binary_data_size":144}},{"name":"label","shape":[6]"""
                + ""","datatype":"INT64","data":[0,1,2,0,1,2]}],"outputs":[{"name":"imag"""
                + """e","parameters":{"binary_data":false}}]}""",
            null,
            LatentBytes
        );
        var data = (await RunningServer.Json(numbers)).GetProperty("outputs")[0].GetProperty("data");
        RunningServer.ShouldBe(RunningServer.Numbers(data), Expected);
        using var bytes = await server.Post(
            Path,
            """{"inputs":[],"outputs":[{"name":"image","parameters":{"binary_data":true}}]"""
                + ""","parameters":{"seed":11,"count":6}}"""
        );
        var body = await bytes.Content.ReadAsByteArrayAsync();
        var json = int.Parse(bytes.Headers.GetValues(Length).Single(), CultureInfo.InvariantCulture);
        RunningServer.ShouldBe(MemoryMarshal.Cast<byte, float>(body.AsSpan(json)).ToArray(), Expected);
    }

    [Theory]
    [InlineData("99999", "Inference-Header-Content-Length says 99999, and the body has")]
    [InlineData("-1", "Inference-Header-Content-Length must be a number of bytes.")]
    [InlineData("3", "The body is no JSON")]
    [InlineData(null, "'latent' says 144 bytes, and 143 are behind the JSON.", 143)]
    [InlineData(null, "1 bytes are left behind the tensors.", 145)]
    [InlineData(null, "'latent' has 144 bytes, and its shape takes 120 of FP32.", 144, 5)]
    public async Task Lengths_that_do_not_fit_are_told(string? length, string sentence, int bytes = 144, int rows = 6)
    {
        await using var server = await RunningServer.Start();
        using var answer = await Post(
            server,
            $$$"""{"inputs":[{"name":"latent","shape":[{{{rows}}},6],"datatype":"FP3"""
                + $$$"""2","parameters":{"binary_data_size":144}}],"parameters":{"label":1}}""",
            length,
            LatentBytes.Append((byte)0).Take(bytes).ToArray()
        );
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await RunningServer.Error(answer)).Should().StartWith(sentence);
    }

    [Fact]
    public async Task Numbers_that_are_none_are_refused()
    {
        await using var server = await RunningServer.Start();
        byte[] bad = [.. LatentBytes];
        BitConverter.GetBytes(float.NaN).CopyTo(bad, 8);
        using var answer = await Post(
            server,
            """{"inputs":[{"name":"latent","shape":[6,6],"datatype":"FP3"""
                + """2","parameters":{"binary_data_size":144}}],"parameters":{"label":1}}""",
            null,
            bad
        );
        (await RunningServer.Error(answer)).Should().Be("'latent' has a number that is not finite.");
    }
}
