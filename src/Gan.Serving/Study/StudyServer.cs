using Gan.Serving.Http;
using Gan.Serving.Study;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Serving;

/// <summary>A server on which people judge pictures, as <c>gan study</c> starts it.</summary>
public static class StudyServer
{
    private const int MostBody = 4096;

    /// <summary>Makes a server, which <c>RunAsync</c> starts.</summary>
    /// <param name="options">The sets, the question and the file of answers.</param>
    /// <param name="address">Where it listens; null for 127.0.0.1:8000.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    /// <exception cref="DirectoryNotFoundException">A folder is missing.</exception>
    /// <exception cref="InvalidDataException">A folder has no pictures, or the file of answers is of another
    /// study.</exception>
    /// <exception cref="IOException">Another server has the file of answers.</exception>
    public static WebApplication Create(StudyOptions options, ServingAddress? address = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var where = address ?? new();
        if (options.Problems().Concat(where.Problems()).ToList() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join(" ", problems));
        }
        foreach (var folder in new[] { options.First, options.Second })
        {
            if (!Directory.Exists(folder))
            {
                throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
            }
        }
        var answers = AnswerFile.Open(options.Answers, options.Mode, TimeProvider.System);
        try
        {
            var plan = new StudyPlan(options, answers.Head.Secret);
            var builder = PlainServer.Builder(where);
            builder.Services.AddMetrics();
            builder.Services.AddRouting();
            builder.Services.AddSingleton(_ => answers); // by a function, so that it is disposed with the application
            builder.Services.AddSingleton(options);
            builder.Services.AddSingleton(plan);
            builder.Services.AddSingleton(new ApiKeys([]));
            builder.Services.AddSingleton(new DoorLimits(MostBody));
            builder.Services.AddSingleton<ServingMeter>();
            builder.Services.AddSingleton<Door>();
            builder.Services.AddSingleton<StudyEndpoints>();
            var app = builder.Build();
            app.Services.GetRequiredService<StudyEndpoints>().Map(app);
            PlainServer.MapUnknown(app, "/ is the study.");
            return app;
        }
        catch
        {
            answers.Dispose();
            throw;
        }
    }
}
