using System.Buffers;

namespace Gan.Data;

/// <summary>Memory that libvips allocated, freed by glib.</summary>
internal sealed unsafe class VipsPixels(VipsLibrary vips, nint pixels, int length) : MemoryManager<byte>
{
    private nint _pixels = pixels;

    public override Span<byte> GetSpan()
    {
        ObjectDisposedException.ThrowIf(_pixels == 0, this);
        return new Span<byte>((void*)_pixels, length);
    }

    public override MemoryHandle Pin(int elementIndex = 0) => new((byte*)_pixels + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
        nint freed = Interlocked.Exchange(ref _pixels, 0);
        if (freed != 0)
        {
            vips.Free(freed);
        }
    }
}
