using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>Distances between feature rows, a strip of rows at a time:
/// N·M numbers at once would not fit for the usual 50,000.</summary>
internal static class Neighbours
{
    private const long StripEntries = 1 << 24; // 128 MB of float64

    /// <summary>Distance of each row [N] to its k-th nearest other
    /// row. Equal rows are neighbours at distance 0.</summary>
    public static Tensor Radii(Tensor rows, int k)
    {
        var parts = new List<Tensor>();
        foreach (var strip in Strips(rows, rows))
        {
            using var scope = NewDisposeScope();
            // A row is its own nearest at exactly 0, so that the (k+1)-th smallest excludes self.
            var nearest = Distances(rows, rows, strip).topk(k + 1, 1, largest: false).values;
            parts.Add(nearest.narrow(1, k, 1).squeeze(1).MoveToOuterDisposeScope());
        }
        return cat(parts);
    }

    public static IEnumerable<(long Start, long Count)> Strips(Tensor rows, Tensor columns)
    {
        var count = rows.shape[0];
        var size = Math.Max(1, StripEntries / columns.shape[0]);
        for (long start = 0; start < count; start += size)
        {
            yield return (start, Math.Min(size, count - start));
        }
    }

    /// <summary>
    /// Differences first, then squares: the faster expansion |x|² − 2xy + |y|² loses half of the digits for near
    /// neighbours, which decide here.
    /// </summary>
    public static Tensor Distances(Tensor rows, Tensor columns, (long Start, long Count) strip) =>
        cdist(rows.narrow(0, strip.Start, strip.Count), columns, 2, compute_mode.donot_use_mm_for_euclid_dist);
}
