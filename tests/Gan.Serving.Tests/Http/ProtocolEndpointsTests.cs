using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using Gan.Runtime;

namespace Gan.Serving.Tests.Http;

/// <summary>The Open Inference Protocol, version 2: its addresses, members and statuses.</summary>
public sealed class ProtocolEndpointsTests
{
    [Fact]
    public async Task Health_server_and_model_say_what_the_protocol_asks()
    {
        await using var server = await RunningServer.Start();
        (await server.Get("/v2/health/live")).GetProperty("live").GetBoolean().Should().BeTrue();
        (await server.Get("/v2/health/ready")).GetProperty("ready").GetBoolean().Should().BeTrue();
        (await server.Get("/v2/models/dcgan-labels/ready")).GetProperty("ready").GetBoolean().Should().BeTrue();
        var about = await server.Get("/v2");
        about.GetProperty("name").GetString().Should().Be("gan.net");
        about.GetProperty("extensions")[0].GetString().Should().Be("binary_tensor_data");
        var model = await server.Get("/v2/models/dcgan-labels/versions/1");
        model.GetProperty("platform").GetString().Should().Be("onnx_onnxv1");
        model
            .GetProperty("inputs")
            .GetRawText()
            .Should()
            .Be(
                """[{"name":"latent","datatype":"FP32","shape":[-1,6]},"""
                    + """{"name":"label","datatype":"INT64","shape":[-1]}]"""
            );
        model
            .GetProperty("outputs")
            .GetRawText()
            .Should()
            .Be("""[{"name":"image","datatype":"FP32","shape":[-1,1,16,16]}]""");
    }

    [Fact]
    public async Task Latents_and_labels_give_what_libtorch_gave()
    {
        await using var server = await RunningServer.Start();
        var rows = InvariantText.Join(",", Latents.Draw(11, 6, 6));
        var numbers = await server.Infer(
            $$"""
            {"id":"x","inputs":[
              {"name":"latent","datatype":"FP32","shape":[6,6],"data":[{{rows}}]},
              {"name":"label","datatype":"INT64","shape":[6],"data":[[0,1,2],[0,1,2]]}]}
            """
        );
        var expected = File.ReadAllBytes(RunningServer.Fixture("dcgan-labels.f32"));
        RunningServer.ShouldBe(numbers, MemoryMarshal.Cast<byte, float>(expected).ToArray());
    }

    [Fact]
    public async Task A_seed_a_count_and_a_label_are_parameters()
    {
        await using var server = await RunningServer.Start();
        var numbers = await server.Infer("""{"inputs":[],"parameters":{"seed":7,"count":3,"label":2}}""");
        RunningServer.ShouldBe(numbers, RunningServer.Made(3, 7, 2));
        var turns = await server.Infer("""{"parameters":{"seed":-3,"count":4}}""");
        RunningServer.ShouldBe(turns, RunningServer.Made(4, -3));
    }

    [Fact]
    public async Task Without_a_seed_each_answer_is_new_and_names_its_own()
    {
        await using var server = await RunningServer.Start();
        using var one = await server.Post("/v2/models/dcgan-labels/infer", """{"id":"a7"}""");
        var answer = await RunningServer.Json(one);
        answer.GetProperty("id").GetString().Should().Be("a7");
        answer.GetProperty("outputs")[0].GetProperty("shape").GetRawText().Should().Be("[1,1,16,16]");
        var seed = answer.GetProperty("parameters").GetProperty("seed").GetInt64();
        var numbers = RunningServer.Numbers(answer.GetProperty("outputs")[0].GetProperty("data"));
        RunningServer.ShouldBe(numbers, RunningServer.Made(1, seed));
        (await server.Infer("{}")).Should().NotEqual(numbers);
    }

    [Fact]
    public async Task Truncation_is_a_share_for_a_GAN_with_styles()
    {
        await using var server = await RunningServer.Start("stylegan2.onnx");
        var numbers = await server.Infer("""{"parameters":{"seed":5,"count":2,"truncation":0.5}}""", "stylegan2");
        RunningServer.ShouldBe(numbers, RunningServer.Made(2, 5, null, "stylegan2.onnx", 0.5));
        var input = """{"name":"truncation","datatype":"FP32","shape":[1],"data":[0.5]}""";
        RunningServer.ShouldBe(
            await server.Infer($$$"""{"inputs":[{{{input}}}],"parameters":{"seed":5,"count":2}}""", "stylegan2"),
            numbers
        );
    }

    [Fact]
    public async Task Conditions_are_an_input_and_samples_an_output()
    {
        await using var server = await RunningServer.Start("mlp-conditions.onnx");
        var ones =
            """{"name":"condition","datatype":"FP32","shape":[6,3],"data":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}""";
        var numbers = await server.Infer($$$"""{"inputs":[{{{ones}}}],"parameters":{"seed":11}}""", "mlp-conditions");
        var expected = File.ReadAllBytes(RunningServer.Fixture("mlp-conditions.f32"));
        RunningServer.ShouldBe(numbers, MemoryMarshal.Cast<byte, float>(expected).ToArray());
    }

    [Theory]
    [InlineData("", "The body is no JSON")]
    [InlineData("[]", "The body must be a JSON object.")]
    [InlineData("""{"parameters":{"sed":1}}""", "There is no parameter 'sed'")]
    [InlineData("""{"parameters":{"seed":1.5}}""", "A whole number was expected, but there is 1.5.")]
    [InlineData("""{"parameters":{"count":0}}""", "A request may ask for 1 to 256 samples, and this asks for 0.")]
    [InlineData("""{"parameters":{"count":257}}""", "A request may ask for 1 to 256")]
    [InlineData("""{"parameters":{"label":3}}""", "'label' must be in [0, 3), but was 3.")]
    [InlineData("""{"parameters":{"truncation":0}}""", "'truncation' must be in [0.01, 1000000], but was 0.")]
    [InlineData("""{"inputs":[{"name":"z"}]}""", "'z' has no 'data'.")]
    [InlineData("""{"inputs":[{"name":"z","datatype":"FP32","shape":[1],"data":[1]}]}""", "There is no input 'z'")]
    [InlineData("""{"inputs":[{"name":"latent","datatype":"FP32","shape":[1,6],"data":[1]}]}""", "'latent' has 1 num")]
    [InlineData("""{"inputs":[{"name":"latent","datatype":"FP32","shape":[1,1],"data":[1]}]}""", "'latent' must be")]
    [InlineData("""{"inputs":[{"name":"latent","datatype":"BYTES","shape":[1,6],"data":["a"]}]}""", "Datatype 'BYTES'")]
    [InlineData(
        """{"inputs":[{"name":"latent","datatype":"FP32","shape":[1,6],"data":[1e99,0,0,0,0,0]}]}""",
        "A number"
    )]
    [InlineData(
        """{"inputs":[{"name":"latent","datatype":"FP32","shape":[1,6],"data":[1,0,0,0,0,0]}]}""",
        "Latents nee"
    )]
    [InlineData("""{"inputs":[{"name":"label","datatype":"INT64","shape":[-1],"data":[1]}]}""", "'label' has a shape")]
    [InlineData("""{"inputs":{},"outputs":[{"name":"pixels"}]}""", "'inputs' must be a list.")]
    [InlineData("""{"outputs":[{"name":"pixels"}]}""", "There is no output 'pixels': there is image.")]
    [InlineData("""{"id":"\ud800"}""", "'id' is no valid text.")]
    public async Task What_cannot_be_is_told_in_one_sentence(string body, string sentence)
    {
        await using var server = await RunningServer.Start();
        using var answer = await server.Post("/v2/models/dcgan-labels/infer", body);
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await RunningServer.Error(answer)).Should().StartWith(sentence);
    }

    [Fact]
    public async Task Other_models_and_versions_are_not_found()
    {
        await using var server = await RunningServer.Start();
        foreach (var path in new[] { "/v2/models/other", "/v2/models/dcgan-labels/versions/2" })
        {
            using var answer = await server.Client.GetAsync(path);
            answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
            await RunningServer.Error(answer);
        }
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        await using var server = await RunningServer.Start(options: new() { MaxBodyBytes = 2000 });
        using var answer = await server.Post("/v2/models/dcgan-labels/infer", new string(' ', 2001));
        answer.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        await RunningServer.Error(answer);
    }

    [Fact]
    public async Task Pixels_have_a_limit()
    {
        await using var server = await RunningServer.Start(options: new() { MaxPixels = 512 });
        using var good = await server.Post("/v2/models/dcgan-labels/infer", """{"parameters":{"count":2}}""");
        good.StatusCode.Should().Be(HttpStatusCode.OK);
        using var bad = await server.Post("/v2/models/dcgan-labels/infer", """{"parameters":{"count":3}}""");
        bad.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await RunningServer.Error(bad)).Should().Be("A request may ask for 512 pixels, and this asks for 768.");
    }
}
