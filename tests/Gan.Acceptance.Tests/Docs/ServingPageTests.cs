using System.Net;
using Gan.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Compiles what docs/serving.md and the README show of serving, and runs it.</summary>
public sealed class ServingPageTests : IDisposable
{
    private const string File = "digits.onnx";

    public ServingPageTests() =>
        System.IO.File.Copy(
            Path.Combine(SampleProgram.Root, "tests/Gan.Runtime.Tests/Fixtures/dcgan-labels.onnx"),
            File,
            overwrite: true
        );

    public void Dispose()
    {
        System.IO.File.Delete(File);
        System.IO.File.Delete("seven.png");
    }

    [Fact]
    public async Task A_server_of_one_call_is_asked_by_a_client_of_three_lines()
    {
        await using var server = GanServer.Create("digits.onnx", new ServingOptions { MaxBatch = 16 });
        await using var app = GanServer.Create(File, address: new() { Port = 0 });
        await app.StartAsync();
        await Ask(app.Urls.Single());
        System.IO.File.Exists("seven.png").Should().BeTrue();
        await app.StopAsync();
    }

    [Fact]
    public void A_wrong_setting_is_told_before_anything_is_loaded() =>
        new ServingOptions { Queue = 0 }
            .Problems()
            .Should()
            .Equal("Queue must be in [1, 100000], but was 0.");

    [Fact]
    public async Task An_application_of_ones_own_takes_two_calls()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddGan("digits.onnx", new ServingOptions { ApiKeys = ["a key of yours"] });
        var app = builder.Build();
        app.MapGan();
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        (await client.GetAsync("/v2")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        await app.DisposeAsync();
    }

    private static async Task Ask(string address)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        var picture = await client.GetByteArrayAsync("/v1/images?seed=7&label=1");
        await System.IO.File.WriteAllBytesAsync("seven.png", picture);
        var samples = await client.PostAsync(
            "/v2/models/digits/infer",
            new StringContent("""{ "inputs": [], "parameters": { "seed": 7, "count": 16 } }""")
        );
        samples.StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
