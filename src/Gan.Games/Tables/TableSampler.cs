using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>Draws samples of a table: by the table's own frequencies, or until enough are as they must be.</summary>
internal sealed class TableSampler
{
    private const long Chunk = 10_000;

    // Rows that are drawn for each one that is wanted before the search is given up.
    private const long Patience = 1000;

    private readonly TrainedGan gan;
    private readonly TableConditions conditions;
    private readonly TableSpan[] codes;

    internal TableSampler(TrainedGan gan, TableEncoding encoding)
    {
        this.gan = gan;
        conditions = new TableConditions(encoding);
        codes = [.. encoding.Spans.Where(span => span.Kind == TableSpanKind.Category)];
    }

    /// <summary>Samples [rows, F] on the CPU.</summary>
    internal Tensor Draw(long rows, TableCondition? where, long seed)
    {
        using var scope = NewDisposeScope();
        var wanted = Wanted(where);
        var kept = new List<Tensor>();
        var found = 0L;
        var drawn = 0L;
        for (var round = 0L; found < rows; round++)
        {
            if (drawn > Chunk + (Patience * rows))
            {
                throw new InvalidOperationException(
                    $"Of {drawn} rows that were drawn only {found} have {where}, but {rows} are wanted. Train longer, "
                        + "or ask for less."
                );
            }
            var samples = Make(Next(rows - found, drawn, found), wanted, Mix(seed, round));
            drawn += samples.size(0);
            var fitting = Fitting(samples, wanted);
            kept.Add(fitting);
            found += fitting.size(0);
        }
        return cat(kept).narrow(0, 0, rows).MoveToOuterDisposeScope();
    }

    /// <summary>Numbers of the columns and categories that are asked for.</summary>
    /// <exception cref="ArgumentException">There is no such column or category, or one column is asked for
    /// two.</exception>
    private List<(int Column, int Category)> Wanted(TableCondition? where)
    {
        var wanted = where?.Categories.Select(each => conditions.Find(each.Key, each.Value)).Distinct().ToList() ?? [];
        if (wanted.GroupBy(each => each.Column).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            var column = conditions.Columns[twice.Key];
            var words = string.Join(" and ", twice.Select(each => $"'{column.Categories[each.Category]}'"));
            throw new ArgumentException($"A row's '{column.Name}' cannot be {words} at once.", nameof(where));
        }
        return wanted;
    }

    // As many as will do, going by what was found so far.
    private static long Next(long missing, long drawn, long found)
    {
        var share = drawn == 0 ? 1 : Math.Max(found, 1) / (double)drawn;
        return (long)Math.Clamp(missing / share * 1.1, Math.Min(missing, Chunk), drawn == 0 ? missing : Chunk);
    }

    private static long Mix(long seed, long round) => unchecked(seed + (round * 0x5851F42D4C957F2D));

    private Tensor Make(long rows, List<(int Column, int Category)> wanted, long seed)
    {
        if (gan.Condition.IsNone)
        {
            return gan.Sample(rows, seed: seed);
        }
        // the rarest category is the hardest to come by
        var asked = wanted.Count > 0 ? wanted.MinBy(each => Count(each)) : default;
        using var condition =
            wanted.Count > 0
                ? conditions.Of(
                    conditions.Columns[asked.Column].Name,
                    conditions.Columns[asked.Column].Categories[asked.Category],
                    rows
                )
                : conditions.Draw(rows, ConditionFrequency.True, (ulong)seed);
        return gan.Sample(condition, seed);
    }

    private long Count((int Column, int Category) each) => conditions.Columns[each.Column].Counts![each.Category];

    private Tensor Fitting(Tensor samples, List<(int Column, int Category)> wanted)
    {
        if (wanted.Count == 0)
        {
            return samples;
        }
        using var scope = NewDisposeScope();
        var fits = ones(samples.size(0), dtype: ScalarType.Bool);
        foreach (var (column, category) in wanted)
        {
            var made = samples.narrow(1, codes[column].Start, codes[column].Width).argmax(1);
            fits = fits.logical_and(made.eq(category));
        }
        return samples.index_select(0, fits.nonzero().flatten()).MoveToOuterDisposeScope();
    }
}
