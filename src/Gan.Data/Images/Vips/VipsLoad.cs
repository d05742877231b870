using System.Runtime.InteropServices;
using System.Text;
using static Gan.Data.VipsLibrary;

namespace Gan.Data;

/// <summary>One file on its way through libvips: the header is read by opening, the pixels by fetching.</summary>
internal sealed unsafe class VipsLoad : IDisposable
{
    private readonly VipsLibrary _vips;
    private nint _image;

    private VipsLoad(VipsLibrary vips, nint image)
    {
        _vips = vips;
        _image = image;
    }

    public int Height => _vips.Height(_image);

    public int Width => _vips.Width(_image);

    public int Bands => _vips.Bands(_image);

    public int Format => _vips.Format(_image);

    public int Interpretation => _vips.Interpretation(_image);

    public int Orientation => _vips.Orientation(_image);

    /// <summary>Reads a header with one named loader, so that no other of the library's many sees the bytes. Null: it refuses them.</summary>
    public static VipsLoad? Open(VipsLibrary vips, ReadOnlySpan<byte> loader, string options, ReadOnlySpan<byte> file)
    {
        nint operation;
        fixed (byte* name = loader)
        {
            operation = vips.OperationNew(name);
        }

        if (operation == 0)
        {
            throw new ImageFaultException(ImageFault.Unsupported, $"this machine's libvips was built without {Encoding.UTF8.GetString(loader)}");
        }

        try
        {
            fixed (byte* text = Encoding.UTF8.GetBytes(options + '\0'))
            {
                if (vips.SetFromString(operation, text) != 0)
                {
                    return null;
                }
            }

            SetBuffer(vips, operation, file);
            return vips.Build(operation) != 0 ? null : new VipsLoad(vips, Image(vips, operation));
        }
        finally
        {
            vips.UnrefOutputs(operation);
            vips.Unref(operation);
        }
    }

    /// <summary>Decodes all pixels on this thread. Null: the file is damaged.</summary>
    public VipsPixels? Fetch()
    {
        nint region = _vips.RegionNew(_image);
        if (region == 0)
        {
            return null;
        }

        nuint length;
        nint pixels = _vips.RegionFetch(region, 0, 0, Width, Height, &length);
        _vips.Unref(region);
        return pixels == 0 ? null : new VipsPixels(_vips, pixels, checked((int)length));
    }

    public void Dispose()
    {
        _vips.Unref(_image);
        _image = 0;
    }

    // The blob copies the file, so nothing that outlives this call points into managed memory.
    private static void SetBuffer(VipsLibrary vips, nint operation, ReadOnlySpan<byte> file)
    {
        nint blob;
        fixed (byte* bytes = file)
        {
            blob = vips.BlobCopy(bytes, (nuint)file.Length);
        }

        if (blob == 0)
        {
            throw new OutOfMemoryException($"No memory for a file of {file.Length} bytes.");
        }

        GValue value = default;
        vips.ValueInit(&value, vips.BlobType);
        vips.ValueSetBoxed(&value, blob);
        fixed (byte* property = "buffer"u8)
        {
            vips.SetProperty(operation, property, &value);
        }

        vips.ValueUnset(&value);
        vips.AreaUnref(blob);
    }

    private static nint Image(VipsLibrary vips, nint operation)
    {
        GValue value = default;
        vips.ValueInit(&value, vips.ImageType);
        fixed (byte* property = "out"u8)
        {
            vips.GetProperty(operation, property, &value);
        }

        nint image = vips.ValueDupObject(&value);
        vips.ValueUnset(&value);
        return image;
    }

    /// <summary>What the library said last, in one line. The caller sees to it that no other thread is in the library.</summary>
    public static string TakeError(VipsLibrary vips)
    {
        string text = Marshal.PtrToStringUTF8(vips.ErrorBuffer()) ?? "";
        vips.ErrorClear();
        IEnumerable<string> lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct();
        text = string.Join("; ", lines);
        return text.Length == 0 ? "libvips gives no reason" : text.Length > 300 ? text[..300] + "…" : text;
    }
}
