using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Gan.Serving.Http;

/// <summary>The description of all addresses, which is written by hand: a generator of such documents sees methods that
/// read and write bytes.</summary>
internal sealed class OpenApiEndpoint(Door door)
{
    private static readonly byte[] Document = Read();

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(
            "/openapi/v1.json",
            door.Handler("openapi", context => context.Response.Bytes("application/json", Document))
        );

    private static byte[] Read()
    {
        using var resource = typeof(OpenApiEndpoint).Assembly.GetManifestResourceStream("openapi.json")!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
