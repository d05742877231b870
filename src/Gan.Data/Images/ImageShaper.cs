using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gan.Data;

/// <summary>
/// Brings decoded pixels to bytes [C, H, W] of the wanted size and colours. Rows first: a source row is read once and
/// added to the few output rows it touches, which stay in the processor's cache; columns are then filtered on the
/// output's rows alone. Where these sums would be large, as for a strip of pixels stretched upwards, each source row's
/// columns come first.
/// </summary>
internal sealed class ImageShaper(
    ImageSize size,
    int channels,
    ResizeRule rule,
    Resampling filter,
    ImageColor background
)
{
    private const int MostSums = 1 << 22; // 16 MiB of floats
    private const int Wide = 4; // the last pixel is loaded and stored four numbers wide

    /// <summary>Bytes of a shaped image.</summary>
    public int Bytes => checked(channels * size.Height * size.Width);

    public void Shape(DecodedImage upright, Span<byte> target)
    {
        ResizePlan plan = ResizePlan.For(upright.Height, upright.Width, size, rule);
        bool resamples = plan.ScaledHeight != upright.Height || plan.ScaledWidth != upright.Width;
        AxisWeights rows = AxisWeights.For(upright.Height, plan.ScaledHeight, plan.Top, plan.Height, filter);
        AxisWeights columns = AxisWeights.For(upright.Width, plan.ScaledWidth, plan.Left, plan.Width, filter);
        // Colours under transparent pixels must not bleed into their neighbours.
        bool premultiplied = channels == 4 && resamples;
        if (plan.Height < size.Height || plan.Width < size.Width)
        {
            FillBackground(target);
        }

        int count = columns.End - columns.First;
        bool narrowFirst = plan.Width < count && (rows.Overlap + 1L) * count * channels > MostSums;
        AxisWeights rest = narrowFirst ? AxisWeights.For(plan.Width, plan.Width, 0, plan.Width, filter) : columns;
        int row = (narrowFirst ? plan.Width : count) * channels;
        int stride = row + Wide;
        float[] memory = ArrayPool<float>.Shared.Rent(
            ((rows.Overlap + 1) * stride) + (narrowFirst ? (count * channels) + Wide : 0)
        );
        memory.AsSpan().Clear();
        try
        {
            var reader = new PixelRow(channels, background, premultiplied);
            Span<float> narrow = memory.AsSpan(rows.Overlap * stride, stride);
            Span<float> source = narrowFirst
                ? memory.AsSpan((rows.Overlap + 1) * stride, count * channels)
                : narrow[..row];
            for (int y = rows.First, done = 0, next = 0; y < rows.End; y++)
            {
                for (; next < rows.Count && rows.Start(next) <= y; next++)
                {
                    memory.AsSpan(next % rows.Overlap * stride, stride).Clear();
                }

                reader.Read(upright, y, columns.First, count, source);
                for (int x = 0; narrowFirst && x < plan.Width; x++)
                {
                    Weighted(source, columns, x).CopyTo(narrow[(x * channels)..]);
                }

                for (int output = done; output < next; output++)
                {
                    Add(
                        narrow[..row],
                        rows.Of(output)[y - rows.Start(output)],
                        memory.AsSpan(output % rows.Overlap * stride, row)
                    );
                }

                for (; done < next && rows.EndOf(done) == y + 1; done++)
                {
                    Finish(
                        memory.AsSpan(done % rows.Overlap * stride, stride),
                        rest,
                        premultiplied,
                        target[(((plan.PadTop + done) * size.Width) + plan.PadLeft)..]
                    );
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
        ReadOnlySpan<Vector<float>> from = MemoryMarshal.Cast<float, Vector<float>>(source);
        Span<Vector<float>> to = MemoryMarshal.Cast<float, Vector<float>>(sums);
        var factor = new Vector<float>(weight);
        for (int i = 0; i < from.Length; i++)
        {
            // Two roundings and not one fused: the same bytes on processors with and without the instruction.
            to[i] += from[i] * factor;
        }

        for (int i = from.Length * Vector<float>.Count; i < source.Length; i++)
        {
            sums[i] += source[i] * weight;
        }
    }

    // target begins at the output row's first pixel in the first channel's plane.
    private void Finish(ReadOnlySpan<float> sums, AxisWeights columns, bool premultiplied, Span<byte> target)
    {
        int plane = size.Height * size.Width;
        for (int x = 0; x < columns.Count; x++)
        {
            Vector128<float> sum = Weighted(sums, columns, x);
            float scale = premultiplied ? (sum[3] > 0 ? 255 / sum[3] : 0) : 1;
            for (int c = 0; c < channels; c++)
            {
                target[(c * plane) + x] = ToByte(c < 3 ? sum[c] * scale : sum[c]);
            }
        }
    }

    // A pixel of an output column. The row goes on for four numbers after its last pixel.
    private Vector128<float> Weighted(ReadOnlySpan<float> row, AxisWeights columns, int x)
    {
        ref float first = ref MemoryMarshal.GetReference(row);
        nuint at = (nuint)((columns.Start(x) - columns.First) * channels);
        Vector128<float> sum = Vector128<float>.Zero;
        foreach (float weight in columns.Of(x))
        {
            sum += Vector128.LoadUnsafe(ref first, at) * weight;
            at += (nuint)channels;
        }

        return sum;
    }

    private static byte ToByte(float value) => (byte)Math.Clamp((int)MathF.Floor(value + 0.5f), 0, 255);

    private void FillBackground(Span<byte> target)
    {
        int plane = size.Height * size.Width;
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
