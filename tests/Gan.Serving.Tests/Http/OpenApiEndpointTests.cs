using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Serving.Tests.Http;

public sealed class OpenApiEndpointTests
{
    [Fact]
    public async Task The_document_has_every_address_and_no_other()
    {
        await using var server = await RunningServer.Start();
        var document = await server.Get("/openapi/v1.json");
        document.GetProperty("openapi").GetString().Should().Be("3.1.0");
        var described = document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path =>
                path.Value.EnumerateObject().Where(m => m.Name != "parameters").Select(m => $"{m.Name} {path.Name}")
            );
        var mapped = server
            .App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => !endpoint.RoutePattern.RawText!.Contains("inference.", StringComparison.Ordinal))
            .Where(endpoint => !endpoint.RoutePattern.RawText!.Contains("unimplemented", StringComparison.Ordinal))
            .Select(endpoint =>
                $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0].ToLowerInvariant()} "
                + endpoint.RoutePattern.RawText
            );
        described.Should().BeEquivalentTo(mapped);
    }

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        await using var server = await RunningServer.Start();
        var document = await server.Get("/openapi/v1.json");
        var references = References(document).Distinct().ToList();
        references.Should().NotBeEmpty();
        foreach (var reference in references)
        {
            var at = document;
            foreach (var part in reference.Split('/').Skip(1))
            {
                at.TryGetProperty(part, out at).Should().BeTrue(reference);
            }
        }
    }

    private static IEnumerable<string> References(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(m => m.Name == "$ref" ? [m.Value.GetString()!] : References(m.Value)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
            _ => [],
        };
}
