using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gan.Data;

/// <summary>
/// The part of libvips's C interface that decoding takes, found at run time, so that only who reads image files needs the library. Through
/// operations and properties rather than through the functions with variable arguments, whose calling convention differs on arm64.
/// </summary>
internal sealed unsafe class VipsLibrary
{
    // glib's levels warning, message, info and debug.
    private const int Chatter = 0xF0;
    private static readonly Lazy<VipsLibrary> Loaded = new(() => new VipsLibrary());

    private readonly nint[] _libraries;

    private VipsLibrary()
    {
        _libraries = Open();
        OperationNew = (delegate* unmanaged[Cdecl]<byte*, nint>)Export("vips_operation_new");
        SetFromString = (delegate* unmanaged[Cdecl]<nint, byte*, int>)Export("vips_object_set_from_string");
        Build = (delegate* unmanaged[Cdecl]<nint, int>)Export("vips_object_build");
        UnrefOutputs = (delegate* unmanaged[Cdecl]<nint, void>)Export("vips_object_unref_outputs");
        BlobCopy = (delegate* unmanaged[Cdecl]<byte*, nuint, nint>)Export("vips_blob_copy");
        AreaUnref = (delegate* unmanaged[Cdecl]<nint, void>)Export("vips_area_unref");
        Width = (delegate* unmanaged[Cdecl]<nint, int>)Export("vips_image_get_width");
        Height = (delegate* unmanaged[Cdecl]<nint, int>)Export("vips_image_get_height");
        Bands = (delegate* unmanaged[Cdecl]<nint, int>)Export("vips_image_get_bands");
        Format = (delegate* unmanaged[Cdecl]<nint, int>)Export("vips_image_get_format");
        Interpretation = (delegate* unmanaged[Cdecl]<nint, int>)Export("vips_image_get_interpretation");
        Orientation = (delegate* unmanaged[Cdecl]<nint, int>)Export("vips_image_get_orientation");
        RegionNew = (delegate* unmanaged[Cdecl]<nint, nint>)Export("vips_region_new");
        RegionFetch = (delegate* unmanaged[Cdecl]<nint, int, int, int, int, nuint*, nint>)Export("vips_region_fetch");
        ErrorBuffer = (delegate* unmanaged[Cdecl]<nint>)Export("vips_error_buffer");
        ErrorClear = (delegate* unmanaged[Cdecl]<void>)Export("vips_error_clear");
        SetProperty = (delegate* unmanaged[Cdecl]<nint, byte*, GValue*, void>)Export("g_object_set_property");
        GetProperty = (delegate* unmanaged[Cdecl]<nint, byte*, GValue*, void>)Export("g_object_get_property");
        ValueInit = (delegate* unmanaged[Cdecl]<GValue*, nuint, GValue*>)Export("g_value_init");
        ValueSetBoxed = (delegate* unmanaged[Cdecl]<GValue*, nint, void>)Export("g_value_set_boxed");
        ValueDupObject = (delegate* unmanaged[Cdecl]<GValue*, nint>)Export("g_value_dup_object");
        ValueUnset = (delegate* unmanaged[Cdecl]<GValue*, void>)Export("g_value_unset");
        Unref = (delegate* unmanaged[Cdecl]<nint, void>)Export("g_object_unref");
        Free = (delegate* unmanaged[Cdecl]<nint, void>)Export("g_free");
        Start();
        BlobType = ((delegate* unmanaged[Cdecl]<nuint>)Export("vips_blob_get_type"))();
        ImageType = ((delegate* unmanaged[Cdecl]<nuint>)Export("vips_image_get_type"))();
    }

    /// <summary>The library; the same error at each use where it is missing.</summary>
    public static VipsLibrary Instance => Loaded.Value;

    public delegate* unmanaged[Cdecl]<byte*, nint> OperationNew { get; }

    public delegate* unmanaged[Cdecl]<nint, byte*, int> SetFromString { get; }

    public delegate* unmanaged[Cdecl]<nint, int> Build { get; }

    public delegate* unmanaged[Cdecl]<nint, void> UnrefOutputs { get; }

    public delegate* unmanaged[Cdecl]<byte*, nuint, nint> BlobCopy { get; }

    public delegate* unmanaged[Cdecl]<nint, void> AreaUnref { get; }

    public delegate* unmanaged[Cdecl]<nint, int> Width { get; }

    public delegate* unmanaged[Cdecl]<nint, int> Height { get; }

    public delegate* unmanaged[Cdecl]<nint, int> Bands { get; }

    public delegate* unmanaged[Cdecl]<nint, int> Format { get; }

    public delegate* unmanaged[Cdecl]<nint, int> Interpretation { get; }

    public delegate* unmanaged[Cdecl]<nint, int> Orientation { get; }

    public delegate* unmanaged[Cdecl]<nint, nint> RegionNew { get; }

    public delegate* unmanaged[Cdecl]<nint, int, int, int, int, nuint*, nint> RegionFetch { get; }

    public delegate* unmanaged[Cdecl]<nint> ErrorBuffer { get; }

    public delegate* unmanaged[Cdecl]<void> ErrorClear { get; }

    public delegate* unmanaged[Cdecl]<nint, byte*, GValue*, void> SetProperty { get; }

    public delegate* unmanaged[Cdecl]<nint, byte*, GValue*, void> GetProperty { get; }

    public delegate* unmanaged[Cdecl]<GValue*, nuint, GValue*> ValueInit { get; }

    public delegate* unmanaged[Cdecl]<GValue*, nint, void> ValueSetBoxed { get; }

    public delegate* unmanaged[Cdecl]<GValue*, nint> ValueDupObject { get; }

    public delegate* unmanaged[Cdecl]<GValue*, void> ValueUnset { get; }

    public delegate* unmanaged[Cdecl]<nint, void> Unref { get; }

    public delegate* unmanaged[Cdecl]<nint, void> Free { get; }

    public nuint BlobType { get; }

    public nuint ImageType { get; }

    private static nint[] Open()
    {
        nint vips = First("libvips.so.42", "libvips.42.dylib", "/opt/homebrew/lib/libvips.42.dylib", "/usr/local/lib/libvips.42.dylib", "libvips-42.dll", "libvips-42");
        if (vips == 0)
        {
            throw new DllNotFoundException(
                "Image files are decoded by libvips 8.12 or later, which is not on this machine. Install it: on Debian or Ubuntu `apt-get install libvips42` "
                + "(libvips42t64 from Debian 13 and Ubuntu 24.04 on), on Fedora `dnf install vips`, on macOS `brew install vips`; on Windows unzip a build of "
                + "libvips and put its bin folder on the PATH. Or pass a codec of your own: ImageFolderOptions.Decoder. BMP files need none.");
        }

        // Where dlsym searches dependencies too, the first would do; Windows looks into one file only.
        nint gobject = First("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "/opt/homebrew/lib/libgobject-2.0.0.dylib", "libgobject-2.0-0.dll");
        nint glib = First("libglib-2.0.so.0", "libglib-2.0.0.dylib", "/opt/homebrew/lib/libglib-2.0.0.dylib", "libglib-2.0-0.dll");
        return [.. new[] { vips, gobject, glib }.Where(handle => handle != 0)];
    }

    private static nint First(params string[] names)
    {
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out nint handle))
            {
                return handle;
            }
        }

        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Drop(nint domain, int level, nint message, nint data)
    {
    }

    private nint Export(string name)
    {
        foreach (nint library in _libraries)
        {
            if (NativeLibrary.TryGetExport(library, name, out nint address))
            {
                return address;
            }
        }

        throw new DllNotFoundException($"The libvips of this machine has no function {name}. Install libvips 8.12 or later.");
    }

    private void Start()
    {
        fixed (byte* name = "Gan.Data"u8)
        {
            if (((delegate* unmanaged[Cdecl]<byte*, int>)Export("vips_init"))(name) != 0)
            {
                throw new DllNotFoundException($"libvips does not start: {Marshal.PtrToStringUTF8(ErrorBuffer())?.Trim()}");
            }
        }

        // Our own workers share the cores; what the library remembers of one file never serves another.
        ((delegate* unmanaged[Cdecl]<int, void>)Export("vips_concurrency_set"))(1);
        ((delegate* unmanaged[Cdecl]<int, void>)Export("vips_cache_set_max"))(0);
        // Warnings about single files would go to standard error, but what matters of them is in the exception.
        fixed (byte* domain = "VIPS"u8)
        {
            ((delegate* unmanaged[Cdecl]<byte*, int, delegate* unmanaged[Cdecl]<nint, int, nint, nint, void>, nint, uint>)Export("g_log_set_handler"))(
                domain, Chatter, &Drop, 0);
        }
    }

    /// <summary>glib's typed value: a type and two words that only glib looks into.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct GValue
    {
        private nuint _type;
        private ulong _first;
        private ulong _second;
    }
}
