using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gan.Data;

/// <summary>
/// Rows of a decoded image as floats from 0 to 255 in the wanted channels: 1 grey, 3 red-green-blue, 4 with alpha. 16
/// bits keep their precision as fractions.
/// </summary>
internal sealed class PixelRow(int channels, ImageColor background, bool premultiply)
{
    // ITU-R 601 in 16 bits as in Pillow; every product is exact in a float.
    public const float RedWeight = 19595 / 65536f;
    public const float GreenWeight = 38470 / 65536f;
    public const float BlueWeight = 7471 / 65536f;

    public static float Luma(float red, float green, float blue) =>
        (red * RedWeight) + (green * GreenWeight) + (blue * BlueWeight);

    /// <summary>Reads <paramref name="count"/> pixels of row
    /// <paramref name="y"/> from column <paramref name="left"/> on.</summary>
    public void Read(DecodedImage image, int y, int left, int count, Span<float> target)
    {
        var start = ((y * image.Width) + left) * image.Channels;
        var numbers = count * image.Channels;
        if (image.Bits == 8)
        {
            var bytes = image.Pixels.Slice(start, numbers);
            if ((int)image.Layout == channels && channels != 4)
            {
                Widen(bytes, target);
            }
            else
            {
                Convert(image.Layout, bytes, 1, target);
            }
        }
        else
        {
            var words = MemoryMarshal.Cast<byte, ushort>(image.Pixels).Slice(start, numbers);
            Convert(image.Layout, words, 1 / 257f, target);
        }
    }

    private static void Widen(ReadOnlySpan<byte> bytes, Span<float> target)
    {
        var i = 0;
        for (; i + 16 <= bytes.Length; i += 16)
        {
            var (low, high) = Vector128.Widen(Vector128.Create(bytes.Slice(i, 16)));
            var (a, b) = Vector128.Widen(low);
            var (c, d) = Vector128.Widen(high);
            Vector128.ConvertToSingle(a.AsInt32()).CopyTo(target[i..]);
            Vector128.ConvertToSingle(b.AsInt32()).CopyTo(target[(i + 4)..]);
            Vector128.ConvertToSingle(c.AsInt32()).CopyTo(target[(i + 8)..]);
            Vector128.ConvertToSingle(d.AsInt32()).CopyTo(target[(i + 12)..]);
        }

        for (; i < bytes.Length; i++)
        {
            target[i] = bytes[i];
        }
    }

    private void Convert<T>(PixelLayout layout, ReadOnlySpan<T> source, float unit, Span<float> target)
        where T : unmanaged, IBinaryInteger<T>
    {
        var step = layout == PixelLayout.Cmyk ? 4 : (int)layout;
        var to = 0;
        for (var from = 0; from < source.Length; from += step)
        {
            var a = float.CreateTruncating(source[from]) * unit;
            var b = step > 1 ? float.CreateTruncating(source[from + 1]) * unit : 0;
            var c = step > 2 ? float.CreateTruncating(source[from + 2]) * unit : 0;
            var d = step > 3 ? float.CreateTruncating(source[from + 3]) * unit : 0;
            switch (layout)
            {
                case PixelLayout.Grey:
                    Write(target[to..], a, a, a, 255);
                    break;
                case PixelLayout.GreyAlpha:
                    Write(target[to..], a, a, a, b);
                    break;
                case PixelLayout.Rgb:
                    Write(target[to..], a, b, c, 255);
                    break;
                case PixelLayout.Rgba:
                    Write(target[to..], a, b, c, d);
                    break;
                // Without a profile, as Pillow does: ink and black absorb one after the other.
                default:
                    var red = (255 - a) * (255 - d) / 255;
                    var green = (255 - b) * (255 - d) / 255;
                    var blue = (255 - c) * (255 - d) / 255;
                    Write(target[to..], red, green, blue, 255);
                    break;
            }

            to += channels;
        }
    }

    private void Write(Span<float> pixel, float red, float green, float blue, float alpha)
    {
        if (channels == 4)
        {
            var factor = premultiply ? alpha / 255 : 1;
            pixel[0] = red * factor;
            pixel[1] = green * factor;
            pixel[2] = blue * factor;
            pixel[3] = alpha;
            return;
        }

        if (alpha < 255)
        {
            red = Over(red, background.Red, alpha);
            green = Over(green, background.Green, alpha);
            blue = Over(blue, background.Blue, alpha);
        }

        if (channels == 1)
        {
            // Weights that sum to 1 only in theory would move grey by a rounding.
            pixel[0] = red == green && green == blue ? red : Luma(red, green, blue);
        }
        else
        {
            pixel[0] = red;
            pixel[1] = green;
            pixel[2] = blue;
        }
    }

    private static float Over(float color, float background, float alpha) =>
        background + ((color - background) * alpha / 255);
}
