using System.Globalization;
using Gan.Runtime;
using Gan.Serving.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gan.Serving.Http;

/// <summary>Pictures by an address: <c>/v1/images?seed=7&amp;count=16</c>.</summary>
internal sealed class ImageEndpoints(ServedGan gan, SampleMaker maker, Door door)
{
    private const string Seed = "X-Gan-Seed";
    private const int MostColumns = 10_000;

    private static readonly string[] Known = ["seed", "count", "label", "truncation", "columns", "condition"];

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/images", door.Handler("images", Images));

    private async Task Images(HttpContext context)
    {
        if (gan.SampleShape is not [1 or 3 or 4, _, _])
        {
            throw Refusal.Bad($"'{gan.Name}' makes no pictures. Ask by /v2/models/{gan.Name}/infer.");
        }
        var query = context.Request.Query;
        if (query.Keys.FirstOrDefault(key => !Known.Contains(key)) is { } other)
        {
            throw Refusal.Bad($"There is no '{Refusal.Quoted(other)}': there are {string.Join(", ", Known)}.");
        }
        var columns = Whole(query, "columns") ?? 0;
        if (columns is < 0 or > MostColumns)
        {
            throw Refusal.Bad($"'columns' must be in [0, {MostColumns}], but was {columns}.");
        }
        var order = Asked(query).Order();
        // Empty places of wide grids are pixels too.
        var places = columns > 0 ? (order.Count + columns - 1) / columns * columns : order.Count;
        if (places * gan.Pixels > gan.Options.MaxPixels)
        {
            throw Refusal.Bad($"A picture may have {gan.Options.MaxPixels} pixels: ask for fewer columns.");
        }
        var samples = await maker.Make(order, context.RequestAborted);
        context.Response.Headers[Seed] = order.Seed!.Value.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.CacheControl = query.ContainsKey("seed") ? "private, max-age=3600" : "no-store";
        await context.Response.Bytes("image/png", Picture(samples, (int)columns));
    }

    // One is a picture by itself, without a frame.
    private static ReadOnlyMemory<byte> Picture(ShippedSamples samples, int columns)
    {
        var file = new MemoryStream();
        if (samples.Count == 1)
        {
            samples.WritePng(0, file);
        }
        else
        {
            samples.WriteGrid(file, columns);
        }
        return file.GetBuffer().AsMemory(0, (int)file.Length);
    }

    private AskedSamples Asked(IQueryCollection query) =>
        new(gan)
        {
            Seed = Whole(query, "seed"),
            Count = Whole(query, "count"),
            Label = Whole(query, "label"),
            Truncation = query.TryGetValue("truncation", out var text) ? Number("truncation", text.ToString()) : null,
            Condition = query.TryGetValue("condition", out var row)
                ? [.. row.ToString().Split(',').Select(part => (float)Number("condition", part))]
                : null,
        };

    private static long? Whole(IQueryCollection query, string name)
    {
        if (!query.TryGetValue(name, out var text))
        {
            return null;
        }
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Refusal.Bad($"'{name}' must be a whole number, but was '{Refusal.Quoted(text)}'.");
    }

    private static double Number(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && float.IsFinite((float)number)
            ? number
            : throw Refusal.Bad($"'{name}' must be a number such as 0.7, but was '{Refusal.Quoted(text)}'.");
}
