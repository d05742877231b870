using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Gan.Serving.Http;

/// <summary>Bodies of requests and answers.</summary>
internal static class Messages
{
    // What is no HTML need not be escaped for it.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All of a request's body, as far as its limit goes.</summary>
    public static async Task<ReadOnlyMemory<byte>> Body(this HttpContext context)
    {
        if (context.Request.Headers.ContentEncoding is [{ Length: > 0 } encoding, ..] && encoding != "identity")
        {
            throw new Refusal(415, $"Bodies in '{Refusal.Quoted(encoding)}' are not read: send them as they are.");
        }
        var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory, context.RequestAborted);
        return memory.GetBuffer().AsMemory(0, (int)memory.Length);
    }

    /// <summary>Answers with JSON.</summary>
    public static Task Json(this HttpResponse response, int status, Action<Utf8JsonWriter> write)
    {
        response.StatusCode = status;
        return response.Bytes("application/json", Written(write).WrittenMemory);
    }

    /// <summary>JSON as bytes, which more can follow.</summary>
    public static ArrayBufferWriter<byte> Written(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, Plain);
        write(json);
        json.Flush();
        return bytes;
    }

    /// <summary>Answers with bytes.</summary>
    public static async Task Bytes(this HttpResponse response, string type, ReadOnlyMemory<byte> bytes)
    {
        response.ContentType = type;
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, response.HttpContext.RequestAborted);
    }
}
