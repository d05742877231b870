using Gan.Serving.Browser;

namespace Gan.Serving.Tests.Browser;

/// <summary>A test that runs the gallery in Chromium with ONNX Runtime for browsers.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GalleryFactAttribute : FactAttribute
{
    public GalleryFactAttribute() =>
        Skip =
            Witness.WithoutChromium
            ?? (
                BrowserRuntime.Find(null) is null
                    ? "There is no onnxruntime-web; eng/setup.sh --tests brings it."
                    : null
            )
            ?? Witness.WithoutPython([]); // a static server
}
