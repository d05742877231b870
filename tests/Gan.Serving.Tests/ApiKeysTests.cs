using System.Net;
using System.Net.Http.Headers;

namespace Gan.Serving.Tests;

public sealed class ApiKeysTests
{
    private static readonly ServingOptions Closed = new() { ApiKeys = ["first-secret", "second-secret"] };

    private static async Task<HttpStatusCode> Status(RunningServer server, string path, Action<HttpRequestHeaders> add)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        add(request.Headers);
        using var answer = await server.Client.SendAsync(request);
        return answer.StatusCode;
    }

    [Theory]
    [InlineData("/v2")]
    [InlineData("/v2/models/dcgan-labels")]
    [InlineData("/v1/images")]
    [InlineData("/v1/models/dcgan-labels")]
    public async Task Only_who_names_a_key_is_answered(string path)
    {
        await using var server = await RunningServer.Start(options: Closed);
        (await Status(server, path, _ => { })).Should().Be(HttpStatusCode.Unauthorized);
        (await Status(server, path, h => h.Add("X-Api-Key", "first-secreT"))).Should().Be(HttpStatusCode.Unauthorized);
        (await Status(server, path, h => h.Add("X-Api-Key", ""))).Should().Be(HttpStatusCode.Unauthorized);
        (await Status(server, path, h => h.Add("X-Api-Key", "first-secret"))).Should().Be(HttpStatusCode.OK);
        (await Status(server, path, h => h.Authorization = new("Bearer", "second-secret")))
            .Should()
            .Be(HttpStatusCode.OK);
        (await Status(server, path, h => h.Authorization = new("Basic", "second-secret")))
            .Should()
            .Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Health_is_open_and_a_refusal_says_how_to_name_a_key()
    {
        await using var server = await RunningServer.Start(options: Closed);
        foreach (var path in new[] { "/v2/health/live", "/v2/health/ready", "/v2/models/dcgan-labels/ready" })
        {
            (await Status(server, path, _ => { })).Should().Be(HttpStatusCode.OK);
        }
        using var answer = await server.Client.GetAsync("/v2");
        (await RunningServer.Error(answer)).Should().Be("Name a key: 'X-Api-Key: …' or 'Authorization: Bearer …'.");
        answer.Headers.WwwAuthenticate.ToString().Should().Be("Bearer");
    }
}
