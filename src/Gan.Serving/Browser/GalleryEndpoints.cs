using Gan.Runtime;
using Gan.Serving.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gan.Serving.Browser;

/// <summary>The gallery at <c>/gallery/</c>, which runs the generator in the browser.</summary>
internal sealed class GalleryEndpoints(ServedGan served, ShippedGan gan, GalleryFile file, Door door)
{
    /// <summary>Where it is.</summary>
    public const string Root = "/gallery/";

    private static readonly Dictionary<string, byte[]> Pages = PageFiles.Gallery.ToDictionary(
        name => name,
        PageFiles.Read
    );

    public void Map(IEndpointRouteBuilder routes)
    {
        var facts = GalleryFacts.Write(gan, served.Name);
        var runtime = BrowserRuntime.Find(served.Options.OnnxWeb);
        routes.MapGet(Root + "{**file}", door.Handler("gallery", context => Answer(context, facts, runtime)));
    }

    private Task Answer(HttpContext context, byte[] facts, string? runtime)
    {
        if (!context.Request.Path.Value!.StartsWith(Root, StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Redirect(Root); // the page's files lie beside it
            return Task.CompletedTask;
        }
        var name = context.Request.RouteValues["file"] as string;
        name = string.IsNullOrEmpty(name) ? PageFiles.Gallery[0] : name;
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (Pages.TryGetValue(name, out var page))
        {
            return context.Response.Bytes(PageFiles.KindOf(name), page);
        }
        if (name == "gallery.json")
        {
            return GalleryFacts.Problem(gan.SampleShape) is { } problem
                ? throw Refusal.Missing(problem)
                : context.Response.Bytes("application/json", facts);
        }
        if (name == "generator.onnx")
        {
            return Send(context, file.Path);
        }
        var inRuntime = BrowserRuntime.Files.FirstOrDefault(part => name == $"{BrowserRuntime.Folder}/{part}");
        if (inRuntime is null)
        {
            throw Refusal.Missing($"The gallery has no file '{Refusal.Quoted(name)}'.");
        }
        return runtime is null
            ? throw Refusal.Missing($"ONNX Runtime for browsers is missing. {BrowserRuntime.Remedy}")
            : Send(context, Path.Combine(runtime, inRuntime));
    }

    private static Task Send(HttpContext context, string path)
    {
        context.Response.ContentType = PageFiles.KindOf(path);
        return context.Response.SendFileAsync(Path.GetFullPath(path), context.RequestAborted);
    }
}

/// <summary>The ONNX file that is served.</summary>
internal sealed record GalleryFile(string Path);
