using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>
/// How near synthetic rows are to the real ones that were learnt from. The distance of two rows is the mean over
/// columns of 0 or 1 for words, and of the difference for numbers as a share of their range (Gower 1971). Rows that
/// were held out say how near rows are that nobody learnt from.
/// </summary>
/// <param name="CopiedRows">Share of synthetic rows that are a learnt row, cell by cell.</param>
/// <param name="CopiedHeldOut">The same of held-out rows; NaN without any.</param>
/// <param name="RepeatedRows">Share of synthetic rows that stand further up already.</param>
/// <param name="Nearest">Median distance of a synthetic row to the nearest learnt one.</param>
/// <param name="NearestHeldOut">The same of held-out rows; NaN without any.</param>
/// <param name="Membership">
/// How well an attacker who has the synthetic rows tells learnt rows from held-out ones by the distance to the nearest
/// synthetic row: 0.5 is chance. Null without held-out rows.
/// </param>
public sealed record RecordDistances(
    double CopiedRows,
    double CopiedHeldOut,
    double RepeatedRows,
    double Nearest,
    double NearestHeldOut,
    Auroc? Membership
)
{
    // More rows than these change no figure by much, and each costs a distance to all others.
    private const int MaxRows = 2000;

    internal static RecordDistances Of(ColumnCells[] learnt, ColumnCells[] synthetic, ColumnCells[]? heldOut)
    {
        using var scope = NewDisposeScope();
        var known = Keys(learnt).ToHashSet();
        var made = Keys(synthetic);
        var ranges = learnt.Select(Range).ToArray();
        var words = learnt.Select((column, i) => Words(column, synthetic[i], heldOut?[i])).ToArray();
        var all = Points(learnt, ranges, words, int.MaxValue);
        var rows = Points(synthetic, ranges, words, MaxRows);
        var others = heldOut is null ? null : Points(heldOut, ranges, words, MaxRows);
        return new RecordDistances(
            made.Count(known.Contains) / (double)made.Count,
            heldOut is null ? double.NaN : Keys(heldOut).Count(known.Contains) / (double)heldOut[0].Words.Length,
            (made.Count - made.Distinct().Count()) / (double)made.Count,
            Median(ToNearest(rows, all)),
            others is null ? double.NaN : Median(ToNearest(others, all)),
            others is null || others.size(0) < 2 || all.size(0) < 2
                ? null
                : Attack(Points(learnt, ranges, words, MaxRows), others, Points(synthetic, ranges, words, int.MaxValue))
        );
    }

    private static List<string> Keys(ColumnCells[] table) =>
        [
            .. Enumerable
                .Range(0, table[0].Words.Length)
                .Select(row => string.Join('\u001F', table.Select(column => column.Words[row]))),
        ];

    private static double Range(ColumnCells column)
    {
        var sorted = column.Numbers is null ? [] : column.Sorted;
        return sorted.Length > 0 && sorted[^1] > sorted[0] ? sorted[^1] - sorted[0] : 1;
    }

    private static Dictionary<string, int> Words(params ColumnCells?[] columns) =>
        columns
            .OfType<ColumnCells>()
            .SelectMany(column => column.Words)
            .Distinct()
            .Select((word, i) => (word, i))
            .ToDictionary(pair => pair.word, pair => pair.i);

    // A word is half a one at its place, so that two different ones are 1 apart; a missing number is 1 from any.
    private static Tensor Points(ColumnCells[] table, double[] ranges, Dictionary<string, int>[] words, int most)
    {
        var count = table[0].Words.Length;
        var used = Math.Min(count, most);
        var width = table.Select((column, i) => column.Numbers is null ? words[i].Count : 2).Sum();
        var points = new float[used, width];
        for (var row = 0; row < used; row++)
        {
            var from = (int)((long)row * count / used); // spread over the table
            var at = 0;
            for (var i = 0; i < table.Length; i++)
            {
                if (table[i].Numbers is not { } numbers)
                {
                    points[row, at + words[i][table[i].Words[from]]] = 0.5f;
                    at += words[i].Count;
                    continue;
                }
                points[row, at] = (float)((numbers[from] ?? 0) / ranges[i]);
                points[row, at + 1] = numbers[from] is null ? 1 : 0;
                at += 2;
            }
        }
        return tensor(points) / table.Length;
    }

    private static Tensor ToNearest(Tensor rows, Tensor others)
    {
        var parts = new List<Tensor>();
        foreach (var strip in Neighbours.Strips(rows, others))
        {
            using var scope = NewDisposeScope();
            var distances = cdist(rows.narrow(0, strip.Start, strip.Count), others, 1);
            parts.Add(distances.amin([1]).MoveToOuterDisposeScope());
        }
        return cat(parts);
    }

    private static double Median(Tensor distances) => distances.median().ToDouble();

    private static Auroc Attack(Tensor learnt, Tensor heldOut, Tensor synthetic)
    {
        var near = cat([-ToNearest(learnt, synthetic), -ToNearest(heldOut, synthetic)]);
        var isLearnt = cat([ones(learnt.size(0), ScalarType.Bool), zeros(heldOut.size(0), ScalarType.Bool)]);
        return Auroc.Of(near, isLearnt);
    }
}
