using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Gan.Serving.Http;

/// <summary>What the servers that this room starts have in common.</summary>
internal static class PlainServer
{
    private const int MostConnections = 1024; // each may hold a body while it is read

    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(30);

    /// <summary>An application that listens at an address, and takes no settings of the folder that it is started
    /// in.</summary>
    public static WebApplicationBuilder Builder(ServingAddress where)
    {
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
        return builder;
    }

    /// <summary>Answers for all addresses that nothing else does.</summary>
    /// <param name="app">The application.</param>
    /// <param name="remedy">Where to look.</param>
    public static void MapUnknown(WebApplication app, string remedy) =>
        app.MapFallback(
            "/{**path}",
            app.Services.GetRequiredService<Door>()
                .Handler(
                    "unknown",
                    context =>
                        throw Refusal.Missing(
                            $"There is no {Refusal.Quoted(context.Request.Method)} "
                                + $"'{Refusal.Quoted(context.Request.Path)}' here. {remedy}"
                        ),
                    isOpen: true
                )
        );
}
