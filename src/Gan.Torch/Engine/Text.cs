using System.Globalization;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Engine;

/// <summary>Tensors as text.</summary>
internal static class Text
{
    private const int Edge = 3; // entries shown at each end of a long dimension

    internal static string Shape(Tensor t) => "[" + string.Join("x", t.shape) + "]";

    /// <summary>As libtorch writes sizes in its errors.</summary>
    internal static string Dims(Tensor t) => "[" + string.Join(", ", t.shape) + "]";

    internal static string Show(Tensor t, TensorStringStyle style, string? format, CultureInfo? culture, string? newLine)
    {
        var head = $"{Shape(t)}, type = {t.dtype}, device = {t.device}";
        if (style == TensorStringStyle.Metadata) return head;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var values = t.cpu().to_type(ScalarType.Float64).contiguous();
        var text = new StringBuilder(head).Append(newLine ?? Environment.NewLine);
        var data = values.data<double>().ToArray();
        Write(text, data, t.shape, 0, 0, format ?? "g5", culture ?? CultureInfo.InvariantCulture);
        return text.ToString();
    }

    private static long Write(StringBuilder text, double[] data, long[] shape, int d, long at, string format, CultureInfo culture)
    {
        if (d == shape.Length)
        {
            text.Append(data[at].ToString(format, culture));
            return at + 1;
        }
        var inner = shape[(d + 1)..].Aggregate(1L, (a, b) => a * b);
        text.Append('[');
        for (long i = 0; i < shape[d]; i++)
        {
            if (shape[d] > 2 * Edge && i == Edge)
            {
                text.Append("... ");
                i = shape[d] - Edge;
            }
            Write(text, data, shape, d + 1, at + i * inner, format, culture);
            if (i + 1 < shape[d]) text.Append(d + 1 == shape.Length ? ", " : ",\n" + new string(' ', d + 1));
        }
        text.Append(']');
        return at;
    }
}
