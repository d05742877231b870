namespace Gan.Data.Tests.Images;

internal static class Vips
{
    public static string? WhyNot =>
        VipsImageDecoder.IsAvailable
            ? null
            : "no libvips was found: the package NetVips.Native of this system brings it";
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class VipsFactAttribute : FactAttribute
{
    public VipsFactAttribute() => Skip = Vips.WhyNot;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class VipsTheoryAttribute : TheoryAttribute
{
    public VipsTheoryAttribute() => Skip = Vips.WhyNot;
}
