using Gan.Serving.Browser;
using Gan.Serving.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Serving;

/// <summary>A server of one generator and nothing else, as <c>gan serve</c> starts it.</summary>
public static class GanServer
{
    /// <summary>Makes a server, which <c>RunAsync</c> starts. SIGTERM and Ctrl-C end it once all requests are answered
    /// that it has taken, within 30 seconds.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">Names and limits; null for the defaults.</param>
    /// <param name="address">Where it listens; null for 127.0.0.1:8000.</param>
    /// <exception cref="DirectoryNotFoundException"><see cref="ServingOptions.OnnxWeb"/> has not the files.</exception>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It holds no shipped generator.</exception>
    public static WebApplication Create(string path, ServingOptions? options = null, ServingAddress? address = null)
    {
        var where = address ?? new();
        if (where.Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join(" ", problems));
        }
        var builder = PlainServer.Builder(where);
        builder.Services.AddGan(path, options);
        var app = builder.Build();
        app.MapGan();
        if ((options ?? new()) is { Gallery: true, ApiKeys.Count: 0 })
        {
            app.Services.GetRequiredService<GalleryEndpoints>().Map(app); // a browser's address bar sends no key
        }
        PlainServer.MapUnknown(app, "/openapi/v1.json lists all addresses.");
        return app;
    }
}
