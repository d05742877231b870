using System.Net;

namespace Gan.Serving.Tests;

public sealed class GanServerTests
{
    [Fact]
    public async Task A_server_listens_at_this_machine_alone_and_says_what_it_has_not()
    {
        await using var app = GanServer.Create(RunningServer.Fixture("stylegan2.onnx"), address: new() { Port = 0 });
        await app.StartAsync();
        app.Urls.Should().ContainSingle().Which.Should().StartWith("http://127.0.0.1:");
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        using var good = await client.GetAsync("/v1/images?seed=1");
        good.StatusCode.Should().Be(HttpStatusCode.OK);
        using var other = await client.GetAsync("/v3/x");
        other.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await RunningServer.Error(other))
            .Should()
            .Be("There is no GET '/v3/x' here. /openapi/v1.json lists all addresses.");
        using var method = await client.GetAsync("/v2/models/stylegan2/infer");
        method.StatusCode.Should().Be(HttpStatusCode.NotFound);
        await app.StopAsync();
    }

    [Fact]
    public void Addresses_that_cannot_be_are_told()
    {
        new ServingAddress().Problems().Should().BeEmpty();
        new ServingAddress
        {
            Host = "example.org",
            Port = -1,
            GrpcPort = 70_000,
        }
            .Problems()
            .Should()
            .HaveCount(3);
        FluentActions
            .Invoking(() => GanServer.Create("none.onnx", address: new() { Host = "x" }))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Host must be 'localhost', '*' or an address such as 127.0.0.1, but was 'x'.");
    }
}
