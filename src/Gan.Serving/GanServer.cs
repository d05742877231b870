using Gan.Serving.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Gan.Serving;

/// <summary>A server of one generator and nothing else, as <c>gan serve</c> starts it.</summary>
public static class GanServer
{
    private const int MostConnections = 1024; // each may hold a body while it is read

    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(30);

    /// <summary>Makes a server, which <c>RunAsync</c> starts. SIGTERM and Ctrl-C end it once all requests are answered
    /// that it has taken, within 30 seconds.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">Names and limits; null for the defaults.</param>
    /// <param name="address">Where it listens; null for 127.0.0.1:8000.</param>
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
        // Settings of the folder that it is started in are not its own.
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace
        );
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTime);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Listen(where.Ip!, where.Port, listen => listen.Protocols = HttpProtocols.Http1);
            if (where.GrpcPort is { } port)
            {
                kestrel.Listen(where.Ip!, port, listen => listen.Protocols = HttpProtocols.Http2);
            }
        });
        builder.Services.AddGan(path, options);
        var app = builder.Build();
        app.MapGan();
        app.MapFallback("/{**path}", app.Services.GetRequiredService<Door>().Handler("unknown", Unknown, isOpen: true));
        return app;
    }

    private static Task Unknown(HttpContext context) =>
        throw Refusal.Missing(
            $"There is no {Refusal.Quoted(context.Request.Method)} '{Refusal.Quoted(context.Request.Path)}' here. "
                + "/openapi/v1.json lists all addresses."
        );
}
