using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using Gan.Runtime;

namespace Gan.Serving.Tests.Grpc;

/// <summary>A client that knows the specification alone, in another language and by another library.</summary>
public sealed class PythonClientTests
{
    [PythonFact("grpc")]
    public async Task It_gets_what_REST_gives_bit_for_bit()
    {
        await using var app = GanServer.Create(
            RunningServer.Fixture("dcgan-labels.onnx"),
            address: new() { Port = 0, GrpcPort = 0 }
        );
        await app.StartAsync();
        var file = Path.GetTempFileName();
        var latents = Latents.Draw(11, 6, 6);
        await File.WriteAllBytesAsync(file, MemoryMarshal.AsBytes<float>(latents).ToArray());
        var run = await Task.Run(() =>
            Witness.Run(
                Witness.Python("grpc")!,
                Path.Combine(AppContext.BaseDirectory, "Grpc", "oip_client.py"),
                app.Urls.Last()["http://".Length..],
                "dcgan-labels",
                file,
                "6"
            )
        );
        File.Delete(file);
        run.Status.Should().Be(0, run.Errors);
        var lines = run.Output.TrimEnd().Split('\n');
        lines[..4]
            .Should()
            .Equal("live 1 ready 1", "model 1 gan.net", "onnx_onnxv1 latent label image", "dcgan-labels id-7 FP32");
        lines[5].Should().StartWith("NOT_FOUND There is no model 'other' here.");
        using var client = new HttpClient { BaseAddress = new(app.Urls.First()) };
        var rows = string.Join(',', latents.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
        var json = $$"""
            {"inputs":[{"name":"latent","datatype":"FP32","shape":[6,6],"data":[{{rows}}]},
            {"name":"label","datatype":"INT64","shape":[6],"data":[0,1,2,0,1,2]}]}
            """;
        using var body = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        using var answer = await client.PostAsync("/v2/models/dcgan-labels/infer", body);
        var numbers = RunningServer.Numbers(
            (await RunningServer.Json(answer)).GetProperty("outputs")[0].GetProperty("data")
        );
        Convert.ToHexStringLower(MemoryMarshal.AsBytes<float>(numbers)).Should().Be(lines[4]);
        await app.StopAsync();
    }
}
