namespace Gan.Data.Tests.Images;

internal static class Vips
{
    public static string? WhyNot => VipsImageDecoder.IsAvailable ? null : "libvips is not on this machine; `apt-get install libvips42` brings it";
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
