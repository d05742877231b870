using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gan.Data;

/// <summary>
/// Brings decoded pixels to bytes [C, H, W] of the wanted size and colours. Rows first: a source
/// row is read once and added to the few output rows it touches, which stay in the processor's
/// cache; columns are then filtered on the output's rows alone. Where these sums would be large,
/// as for a strip of pixels stretched upwards, each source row's columns come first.
/// </summary>
internal sealed class ImageShaper(
    ImageSize size,
    int channels,
    ResizeRule rule,
    Resampling filter,
    ImageColor background
)
{
    private const int MaxSums = 1 << 22; // 16 MiB of floats
    private const int Wide = 4; // the last pixel is loaded and stored four numbers wide

    /// <summary>Bytes of a shaped image.</summary>
    public int Bytes => checked(channels * size.Height * size.Width);

    public void Shape(DecodedImage upright, Span<byte> target)
    {
        var plan = ResizePlan.For(upright.Height, upright.Width, size, rule);
        var resamples = plan.ScaledHeight != upright.Height || plan.ScaledWidth != upright.Width;
        var rows = AxisWeights.For(upright.Height, plan.ScaledHeight, plan.Top, plan.Height, filter);
        var columns = AxisWeights.For(upright.Width, plan.ScaledWidth, plan.Left, plan.Width, filter);
        // Colours under transparent pixels must not bleed into their neighbours.
        var premultiplied = channels == 4 && resamples;
        if (plan.Height < size.Height || plan.Width < size.Width)
        {
            FillBackground(target);
        }

        var count = columns.End - columns.First;
        var narrowFirst = plan.Width < count && (rows.Overlap + 1L) * count * channels > MaxSums;
        var rest = narrowFirst ? AxisWeights.For(plan.Width, plan.Width, 0, plan.Width, filter) : columns;
        var row = (narrowFirst ? plan.Width : count) * channels;
        var stride = row + Wide;
        var floats = ((rows.Overlap + 1) * stride) + (narrowFirst ? (count * channels) + Wide : 0);
        var memory = ArrayPool<float>.Shared.Rent(floats);
        memory.AsSpan().Clear();
        try
        {
            var reader = new PixelRow(channels, background, premultiplied);
            var narrow = memory.AsSpan(rows.Overlap * stride, stride);
            var source = narrowFirst ? memory.AsSpan((rows.Overlap + 1) * stride, count * channels) : narrow[..row];
            // Output rows from done to next - 1 have sums that wait for more source rows.
            var done = 0;
            var next = 0;
            for (var y = rows.First; y < rows.End; y++)
            {
                for (; next < rows.Count && rows.Start(next) <= y; next++)
                {
                    memory.AsSpan(next % rows.Overlap * stride, stride).Clear();
                }

                reader.Read(upright, y, columns.First, count, source);
                for (var x = 0; narrowFirst && x < plan.Width; x++)
                {
                    Weighted(source, columns, x).CopyTo(narrow[(x * channels)..]);
                }

                for (var output = done; output < next; output++)
                {
                    var weight = rows.Of(output)[y - rows.Start(output)];
                    Add(narrow[..row], weight, memory.AsSpan(output % rows.Overlap * stride, row));
                }

                for (; done < next && rows.EndOf(done) == y + 1; done++)
                {
                    var sums = memory.AsSpan(done % rows.Overlap * stride, stride);
                    var first = ((plan.PadTop + done) * size.Width) + plan.PadLeft;
                    Finish(sums, rest, premultiplied, target[first..]);
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(memory);
        }
    }

    private static void Add(ReadOnlySpan<float> source, float weight, Span<float> sums)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(source);
        var to = MemoryMarshal.Cast<float, Vector<float>>(sums);
        var factor = new Vector<float>(weight);
        for (var i = 0; i < from.Length; i++)
        {
            // Two roundings and not one fused: the same bytes on processors with and without the instruction.
            to[i] += from[i] * factor;
        }

        for (var i = from.Length * Vector<float>.Count; i < source.Length; i++)
        {
            sums[i] += source[i] * weight;
        }
    }

    // target begins at the output row's first pixel in the first channel's plane.
    private void Finish(ReadOnlySpan<float> sums, AxisWeights columns, bool premultiplied, Span<byte> target)
    {
        var plane = size.Height * size.Width;
        for (var x = 0; x < columns.Count; x++)
        {
            var sum = Weighted(sums, columns, x);
            var scale = premultiplied ? Unmultiply(sum[3]) : 1;
            for (var c = 0; c < channels; c++)
            {
                target[(c * plane) + x] = ToByte(c < 3 ? sum[c] * scale : sum[c]);
            }
        }
    }

    private static float Unmultiply(float alpha) => alpha > 0 ? 255 / alpha : 0;

    // A pixel of an output column. The row goes on for four numbers after its last pixel.
    private Vector128<float> Weighted(ReadOnlySpan<float> row, AxisWeights columns, int x)
    {
        ref var first = ref MemoryMarshal.GetReference(row);
        var at = (nuint)((columns.Start(x) - columns.First) * channels);
        var sum = Vector128<float>.Zero;
        foreach (var weight in columns.Of(x))
        {
            sum += Vector128.LoadUnsafe(ref first, at) * weight;
            at += (nuint)channels;
        }

        return sum;
    }

    private static byte ToByte(float value) => (byte)Math.Clamp((int)MathF.Floor(value + 0.5f), 0, 255);

    private void FillBackground(Span<byte> target)
    {
        var plane = size.Height * size.Width;
        if (channels == 1)
        {
            target[..plane].Fill(ToByte(PixelRow.Luma(background.Red, background.Green, background.Blue)));
            return;
        }

        target[..plane].Fill(background.Red);
        target.Slice(plane, plane).Fill(background.Green);
        target.Slice(2 * plane, plane).Fill(background.Blue);
        if (channels == 4)
        {
            target[(3 * plane)..].Clear(); // the rim is transparent where transparency is kept
        }
    }
}
