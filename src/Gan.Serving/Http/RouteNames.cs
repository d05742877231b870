using Microsoft.AspNetCore.Routing;

namespace Gan.Serving.Http;

/// <summary>The model that an address names.</summary>
internal static class RouteNames
{
    /// <exception cref="Refusal">It is not here.</exception>
    public static void Require(this ServedGan gan, RouteValueDictionary values) =>
        gan.Require(values["model"] as string, values["version"] as string);
}
