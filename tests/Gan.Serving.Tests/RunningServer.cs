using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gan.Runtime;
using Gan.Serving.Batching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gan.Serving.Tests;

/// <summary>A server on a free port of this machine, until disposed.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private RunningServer(WebApplication app, Uri address)
    {
        App = app;
        Client = new() { BaseAddress = address };
    }

    public WebApplication App { get; }

    public HttpClient Client { get; }

    public static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    /// <summary>Starts one with a committed generator.</summary>
    /// <param name="fixture">Its file.</param>
    /// <param name="options">How it is served.</param>
    /// <param name="sampler">What makes the samples in its place; null for itself.</param>
    public static async Task<RunningServer> Start(
        string fixture = "dcgan-labels.onnx",
        ServingOptions? options = null,
        ISampler? sampler = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddGan(Fixture(fixture), options);
        if (sampler is not null)
        {
            builder.Services.AddSingleton(sampler);
        }
        var app = builder.Build();
        app.MapGan();
        await app.StartAsync();
        return new(app, new Uri(app.Urls.Single()));
    }

    public async Task<JsonElement> Get(string path)
    {
        using var answer = await Client.GetAsync(path);
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        return await Json(answer);
    }

    public Task<HttpResponseMessage> Post(string path, string json) =>
        Client.PostAsync(path, new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json")));

    /// <summary>Asks for samples.</summary>
    /// <returns>All numbers of the output.</returns>
    public async Task<float[]> Infer(string json, string model = "dcgan-labels")
    {
        using var answer = await Post($"/v2/models/{model}/infer", json);
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        return Numbers((await Json(answer)).GetProperty("outputs")[0].GetProperty("data"));
    }

    public static async Task<JsonElement> Json(HttpResponseMessage answer) =>
        JsonElement.Parse(await answer.Content.ReadAsStringAsync());

    public static float[] Numbers(JsonElement data) => [.. data.EnumerateArray().Select(e => e.GetSingle())];

    /// <summary>The sentence of a refusal.</summary>
    public static async Task<string> Error(HttpResponseMessage answer)
    {
        var sentence = (await Json(answer)).GetProperty("error").GetString()!;
        sentence.Should().EndWith(".").And.NotContain("Exception").And.NotContain("   at ");
        return sentence;
    }

    /// <summary>What the generator makes without a server.</summary>
    public static float[] Made(
        int count,
        long seed,
        long? label = null,
        string fixture = "dcgan-labels.onnx",
        double? truncation = null
    )
    {
        using var gan = ShippedGan.Load(Fixture(fixture));
        return gan.Sample(count, label, seed, truncation).Values.ToArray();
    }

    public static void ShouldBe(float[] numbers, float[] expected)
    {
        numbers.Length.Should().Be(expected.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            numbers[i].Should().BeApproximately(expected[i], 1e-5f);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }
}
