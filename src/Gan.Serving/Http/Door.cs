using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gan.Serving.Http;

/// <summary>Through it each request comes: keys, the limit of its size, the end of the server, faults and
/// numbers.</summary>
internal sealed class Door(
    DoorLimits limits,
    ApiKeys keys,
    ServingMeter meter,
    IHostApplicationLifetime lifetime,
    ILogger<Door> log
)
{
    private const int Gone = 499; // whoever asked has hung up; nobody reads it but the metrics

    private long last; // when the last request came

    /// <summary>How long ago the last request came, refused or not.</summary>
    public TimeSpan SinceLast => Stopwatch.GetElapsedTime(Volatile.Read(ref last));

    /// <summary>Whether new requests are taken.</summary>
    public bool IsReady => lifetime.ApplicationStarted.IsCancellationRequested && !IsStopping;

    private bool IsStopping => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>A handler behind the door.</summary>
    /// <param name="call">Its name in the metrics.</param>
    /// <param name="answer">What it does.</param>
    /// <param name="isOpen">For everybody and at all times: what health is asked by.</param>
    public RequestDelegate Handler(string call, Func<HttpContext, Task> answer, bool isOpen = false) =>
        async context =>
        {
            var begin = Stopwatch.GetTimestamp();
            Volatile.Write(ref last, begin);
            var refusal = await Refused(context, answer, isOpen);
            if (refusal is not null && !context.Response.HasStarted)
            {
                await Say(context, refusal);
            }
            meter.Answered(call, $"{refusal?.Status ?? context.Response.StatusCode}", Stopwatch.GetElapsedTime(begin));
        };

    /// <exception cref="Refusal">It takes no more.</exception>
    public void RequireRunning()
    {
        if (IsStopping)
        {
            throw new Refusal(503, "The server is stopping.");
        }
    }

    private async Task<Refusal?> Refused(HttpContext context, Func<HttpContext, Task> answer, bool isOpen)
    {
        if (IsStopping && !HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }
        try
        {
            if (!isOpen)
            {
                Enter(context);
            }
            await answer(context);
            return null;
        }
        catch (Refusal refusal)
        {
            return refusal;
        }
        catch (BadHttpRequestException e)
        {
            return new Refusal(e.StatusCode, $"{e.Message.TrimEnd('.')}.");
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            return new Refusal(Gone, "Whoever asked has hung up.");
        }
        catch (Exception e)
        {
            Log.Failed(log, e, context.Request.Path);
            return new Refusal(500, "The server failed; its log says why.");
        }
    }

    private void Enter(HttpContext context)
    {
        keys.Require(context.Request.Headers);
        RequireRunning();
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (limit is { IsReadOnly: false })
        {
            limit.MaxRequestBodySize = limits.MaxBodyBytes;
        }
    }

    private static Task Say(HttpContext context, Refusal refusal)
    {
        if (refusal.Status is 429 or 503)
        {
            context.Response.Headers.RetryAfter = "1";
        }
        if (refusal.Status == 401)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }
        return context.Response.Json(
            refusal.Status,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("error", refusal.Message);
                json.WriteEndObject();
            }
        );
    }
}

/// <summary>How large a request may be.</summary>
internal sealed record DoorLimits(int MaxBodyBytes);
