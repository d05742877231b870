using Gan.Runtime;
using Gan.Serving.Batching;
using Gan.Serving.Browser;
using Gan.Serving.Grpc;
using Gan.Serving.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Serving;

/// <summary>A shipped generator in an ASP.NET Core application of one's own:
/// <c>builder.Services.AddGan("g.onnx")</c> and <c>app.MapGan()</c>.</summary>
public static class GanServing
{
    /// <summary>Name of the meter of the server's numbers, for <c>AddMeter</c> of OpenTelemetry.</summary>
    public const string MeterName = "Gan.Serving";

    /// <summary>Loads a generator and makes the services that answer for it.</summary>
    /// <param name="services">Of the application.</param>
    /// <param name="path">The ONNX file that <c>ExportOnnx</c> wrote.</param>
    /// <param name="options">Names and limits; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range; all problems stand in the message.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It holds no shipped generator.</exception>
    /// <exception cref="InvalidOperationException">The application serves one already.</exception>
    public static IServiceCollection AddGan(
        this IServiceCollection services,
        string path,
        ServingOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var how = options ?? new();
        how.ThrowIfWrong();
        if (services.Any(service => service.ServiceType == typeof(ServedGan)))
        {
            throw new InvalidOperationException("An application serves one generator. Start another for another.");
        }
        var gan = Loaded(path, how);
        services.AddMetrics();
        services.AddRouting();
        services.AddSingleton(_ => gan); // by a function, so that it is disposed with the application
        services.AddSingleton(new ServedGan(gan, how.Name.Length > 0 ? how.Name : ServedGan.NameOf(path), how));
        services.AddSingleton(new ApiKeys(how.ApiKeys));
        services.AddSingleton(new DoorLimits(how.MaxBodyBytes));
        services.AddSingleton<ServingMeter>();
        services.AddSingleton<ISampler, ShippedSampler>();
        services.AddSingleton<Batcher>();
        services.AddHostedService(provider => provider.GetRequiredService<Batcher>());
        services.AddSingleton<SampleMaker>();
        services.AddSingleton<Door>();
        services.AddHostedService<Farewell>();
        services.AddSingleton<ProtocolEndpoints>();
        services.AddSingleton<ImageEndpoints>();
        services.AddSingleton<PredictEndpoints>();
        services.AddSingleton<OpenApiEndpoint>();
        services.AddSingleton(new GalleryFile(path));
        services.AddSingleton<GalleryEndpoints>();
        services.AddGrpc().AddServiceOptions<InferenceService>(grpc => grpc.MaxReceiveMessageSize = how.MaxBodyBytes);
        return services;
    }

    // One sample, so that no request is the first, and a damaged network is told before the server listens.
    private static ShippedGan Loaded(string path, ServingOptions options)
    {
        var gan = ShippedGan.Load(path, new() { Threads = options.Threads, BatchSize = options.MaxBatch });
        try
        {
            gan.Generate(
                new float[gan.LatentSize],
                gan.Classes > 0 ? [0] : null,
                gan.ConditionSize > 0 ? new float[gan.ConditionSize] : null
            );
            return gan;
        }
        catch
        {
            gan.Dispose();
            throw;
        }
    }

    /// <summary>Maps the addresses of the server: <c>/v2</c>, <c>/v1/models</c> and <c>/v1/images</c>.</summary>
    /// <param name="routes">Of the application.</param>
    /// <exception cref="InvalidOperationException"><see cref="AddGan"/> was not called.</exception>
    public static IEndpointRouteBuilder MapGan(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var services = routes.ServiceProvider;
        if (services.GetService<ServedGan>() is null)
        {
            throw new InvalidOperationException("There is no generator to serve. Call builder.Services.AddGan first.");
        }
        services.GetRequiredService<ProtocolEndpoints>().Map(routes);
        services.GetRequiredService<ImageEndpoints>().Map(routes);
        services.GetRequiredService<PredictEndpoints>().Map(routes);
        services.GetRequiredService<OpenApiEndpoint>().Map(routes);
        routes.MapGrpcService<InferenceService>();
        return routes;
    }
}
