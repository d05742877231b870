using Microsoft.AspNetCore.Builder;

namespace Gan.Serving.Tests;

public sealed class GanServingTests
{
    [Fact]
    public void What_stands_against_a_server_is_told_at_once()
    {
        var builder = WebApplication.CreateSlimBuilder();
        var bad = new ServingOptions
        {
            MaxBatch = 0,
            Queue = 0,
            Name = "a b",
            ApiKeys = ["short"],
        };
        bad.Problems().Should().HaveCount(4);
        builder
            .Services.Invoking(s => s.AddGan(RunningServer.Fixture("stylegan2.onnx"), bad))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*MaxBatch must be in [[]1, 4096], but was 0.*Queue*ApiKeys*".Replace("[[]", "["));
        builder.Services.Invoking(s => s.AddGan("none.onnx")).Should().Throw<FileNotFoundException>();
        builder
            .Services.Invoking(s => s.AddGan(RunningServer.Fixture("plain.onnx")))
            .Should()
            .Throw<InvalidDataException>();
        using var app = (IDisposable)builder.Build();
        app.Invoking(a => ((WebApplication)a).MapGan()).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public async Task An_application_serves_one_generator_beside_what_it_serves_itself()
    {
        await using var server = await RunningServer.Start(options: new() { Name = "digits" });
        (await server.Get("/v2/models/digits")).GetProperty("name").GetString().Should().Be("digits");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddGan(RunningServer.Fixture("stylegan2.onnx"));
        builder
            .Services.Invoking(s => s.AddGan(RunningServer.Fixture("stylegan2.onnx")))
            .Should()
            .Throw<InvalidOperationException>();
        await builder.Build().DisposeAsync();
    }

    [Fact]
    public void Keys_are_not_printed() =>
        new ServingOptions { ApiKeys = ["a-secret-key"] }
            .ToString()
            .Should()
            .NotContain("secret")
            .And.Contain("ApiKeys = 1");
}
