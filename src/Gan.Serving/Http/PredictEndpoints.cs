using System.Text.Json;
using Gan.Serving.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gan.Serving.Http;

/// <summary>The REST calls of TensorFlow Serving, which are version 1 of KServe's: status and predict.</summary>
internal sealed class PredictEndpoints(ServedGan gan, SampleMaker maker, Door door)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var model in new[] { "/v1/models/{model}", "/v1/models/{model}/versions/{version}" })
        {
            routes.MapGet(model, door.Handler("status", Status));
            routes.MapPost($"{model}:predict", door.Handler("predict", Predict));
        }
    }

    private Task Status(HttpContext context)
    {
        gan.Require(context.Request.RouteValues);
        return context.Response.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("model_version_status");
                json.WriteStartObject();
                json.WriteString("version", ServedGan.Version);
                json.WriteString("state", door.IsReady ? "AVAILABLE" : "UNLOADING");
                json.WriteStartObject("status");
                json.WriteString("error_code", "OK");
                json.WriteString("error_message", "");
                json.WriteEndObject();
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );
    }

    private async Task Predict(HttpContext context)
    {
        gan.Require(context.Request.RouteValues);
        maker.RequireRoom();
        var request = PredictRequest.Read(gan, await context.Body());
        var order = request.Order();
        var samples = await maker.Make(order, context.RequestAborted);
        await context.Response.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartArray(request.ByRow ? "predictions" : "outputs");
                for (var i = 0; i < samples.Count; i++)
                {
                    WriteNested(json, samples[i], gan.SampleShape);
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );
    }

    private static void WriteNested(Utf8JsonWriter json, ReadOnlySpan<float> values, ReadOnlySpan<long> shape)
    {
        json.WriteStartArray();
        var part = values.Length / (int)shape[0];
        for (var i = 0; i < shape[0]; i++)
        {
            if (shape.Length == 1)
            {
                json.WriteNumberValue(values[i]);
            }
            else
            {
                WriteNested(json, values.Slice(i * part, part), shape[1..]);
            }
        }
        json.WriteEndArray();
    }
}
