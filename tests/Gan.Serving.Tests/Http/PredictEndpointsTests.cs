using System.Net;
using System.Text.Json;
using Gan.Runtime;

namespace Gan.Serving.Tests.Http;

/// <summary>TensorFlow Serving's REST: instances give predictions, inputs give outputs.</summary>
public sealed class PredictEndpointsTests
{
    private const string Path = "/v1/models/dcgan-labels:predict";

    private static string Row(int i) => InvariantText.Join(",", Latents.Draw(11, 6, 6).AsSpan(i * 6, 6).ToArray());

    private static async Task<float[]> Predict(RunningServer server, string json, string member, string path = Path)
    {
        using var answer = await server.Post(path, json);
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        var all = (await RunningServer.Json(answer)).GetProperty(member);
        all[0].GetArrayLength().Should().Be(1, "channels");
        all[0][0].GetArrayLength().Should().Be(16, "rows");
        all[0][0][0].GetArrayLength().Should().Be(16, "columns");
        return [.. all.EnumerateArray().SelectMany(Flat)];
    }

    private static IEnumerable<float> Flat(JsonElement e) =>
        e.ValueKind == JsonValueKind.Array ? e.EnumerateArray().SelectMany(Flat) : [e.GetSingle()];

    [Fact]
    public async Task Instances_are_rows_and_inputs_are_columns()
    {
        await using var server = await RunningServer.Start();
        var expected = RunningServer.Made(3, 11);
        var rows = Enumerable.Range(0, 3).Select(i => $$"""{"latent":[{{Row(i)}}],"label":{{i}}}""");
        var byRow = await Predict(server, $$"""{"instances":[{{string.Join(',', rows)}}]}""", "predictions");
        RunningServer.ShouldBe(byRow, expected);
        var latents = string.Join(',', Enumerable.Range(0, 3).Select(i => $"[{Row(i)}]"));
        var byColumn = await Predict(
            server,
            $$$"""{"signature_name":"serving_default","inputs":{"latent":[{{{latents}}}],"label":[0,1,2]}}""",
            "outputs",
            "/v1/models/dcgan-labels/versions/1:predict"
        );
        RunningServer.ShouldBe(byColumn, expected);
    }

    [Fact]
    public async Task Seeds_are_instances_too()
    {
        await using var server = await RunningServer.Start();
        var two = await Predict(
            server,
            """{"instances":[{"seed":5,"label":1},{"seed":9,"label":1}],"truncation":1.5}""",
            "predictions"
        );
        float[] expected =
        [
            .. RunningServer.Made(1, 5, 1, truncation: 1.5),
            .. RunningServer.Made(1, 9, 1, truncation: 1.5),
        ];
        RunningServer.ShouldBe(two, expected);
        (await Predict(server, """{"instances":[{},{}]}""", "predictions")).Length.Should().Be(512);
    }

    [Fact]
    public async Task Status_says_that_the_version_is_available()
    {
        await using var server = await RunningServer.Start();
        var status = (await server.Get("/v1/models/dcgan-labels")).GetProperty("model_version_status")[0];
        status.GetProperty("state").GetString().Should().Be("AVAILABLE");
        status.GetProperty("version").GetString().Should().Be("1");
    }

    [Theory]
    [InlineData("{}", "The body needs 'instances' or 'inputs', one of them.")]
    [InlineData("""{"instances":[],"inputs":[]}""", "The body needs 'instances' or 'inputs', one of them.")]
    [InlineData("""{"instances":[]}""", "There may be 1 to 256 instances, and there are 0.")]
    [InlineData("""{"instances":[{"seed":1},{"label":1}]}""", "All instances must name the same inputs")]
    [InlineData("""{"instances":[{"seed":1},2]}""", "An object was expected.")]
    [InlineData("""{"instances":[1,2]}""", "'latent' has 2 numbers, and its shape takes 12.")]
    [InlineData("""{"inputs":{"latent":1}}""", "'latent' must be a list with an entry for each sample.")]
    [InlineData("""{"inputs":7}""", "'latent' must be FP32 of shape")]
    [InlineData("""{"instance":[]}""", "There is no 'instance'")]
    [InlineData("""{"instances":[{"seed":1}],"truncation":0}""", "'truncation' must be in [0.01, 1000000]")]
    [InlineData("""{"instances":[{"condition":[1]}]}""", "This GAN has no conditions: leave out 'condition'.")]
    public async Task What_cannot_be_is_told(string body, string sentence)
    {
        await using var server = await RunningServer.Start();
        using var answer = await server.Post(Path, body);
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await RunningServer.Error(answer)).Should().StartWith(sentence);
    }
}
