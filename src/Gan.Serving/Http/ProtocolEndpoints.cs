using System.Globalization;
using Gan.Serving.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gan.Serving.Http;

/// <summary>The Open Inference Protocol, version 2, with tensors as bytes behind the JSON where asked.</summary>
internal sealed class ProtocolEndpoints(ServedGan gan, SampleMaker maker, Door door)
{
    private const string JsonLength = "Inference-Header-Content-Length";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v2/health/live", door.Handler("live", c => State(c, "live", true), isOpen: true));
        routes.MapGet("/v2/health/ready", door.Handler("ready", c => State(c, "ready", door.IsReady), isOpen: true));
        routes.MapGet("/v2", door.Handler("server", c => c.Response.Json(200, InferResponse.WriteServer)));
        foreach (var model in new[] { "/v2/models/{model}", "/v2/models/{model}/versions/{version}" })
        {
            routes.MapGet(model, door.Handler("model", Model));
            routes.MapGet($"{model}/ready", door.Handler("model_ready", ModelReady, isOpen: true));
            routes.MapPost($"{model}/infer", door.Handler("infer", Infer));
        }
    }

    private static Task State(HttpContext context, string name, bool holds) =>
        context.Response.Json(
            holds ? 200 : 503,
            json =>
            {
                json.WriteStartObject();
                json.WriteBoolean(name, holds);
                json.WriteEndObject();
            }
        );

    private Task ModelReady(HttpContext context)
    {
        gan.Require(context.Request.RouteValues);
        return context.Response.Json(
            door.IsReady ? 200 : 503,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("name", gan.Name);
                json.WriteBoolean("ready", door.IsReady);
                json.WriteEndObject();
            }
        );
    }

    private Task Model(HttpContext context)
    {
        gan.Require(context.Request.RouteValues);
        return context.Response.Json(200, json => InferResponse.WriteModel(json, gan));
    }

    private async Task Infer(HttpContext context)
    {
        gan.Require(context.Request.RouteValues);
        maker.RequireRoom();
        var request = InferRequest.Read(gan, await context.Body(), LengthOfJson(context.Request.Headers));
        var order = request.Asked.Order();
        var samples = await maker.Make(order, context.RequestAborted);
        var body = Messages.Written(json => InferResponse.Write(json, gan, request, order, samples));
        if (request.BinaryOutput)
        {
            context.Response.Headers[JsonLength] = body.WrittenCount.ToString(CultureInfo.InvariantCulture);
            InferResponse.WriteBytes(body, samples);
        }
        var type = request.BinaryOutput ? "application/octet-stream" : "application/json";
        await context.Response.Bytes(type, body.WrittenMemory);
    }

    private static int? LengthOfJson(IHeaderDictionary headers)
    {
        if (!headers.TryGetValue(JsonLength, out var text))
        {
            return null;
        }
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw Refusal.Bad($"{JsonLength} must be a number of bytes.");
    }
}
