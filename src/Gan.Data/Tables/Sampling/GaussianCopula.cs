using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// The simple alternative to a generator, to compare with: each column keeps its cells as they are distributed, and
/// columns go together by the correlations of their normal scores (a Gaussian copula; Nelsen 2006, section 2.3, and for
/// synthetic tables Patki et al. 2016). It is fitted in a moment, and knows nothing of peaks that belong to a category.
/// </summary>
public sealed class GaussianCopula
{
    private const double Ridge = 1e-4; // columns that say the same have a matrix without a root
    private const ulong TieSeed = 0xC0B1A;

    private readonly TableEncoding encoding;
    private readonly string[][] cells; // of each column, in its order
    private readonly double[] root; // [C, C], row by row

    private GaussianCopula(TableEncoding encoding, string[][] cells, double[] root)
    {
        this.encoding = encoding;
        this.cells = cells;
        this.root = root;
    }

    /// <summary>Names of the columns, in the order of a row's cells.</summary>
    public IReadOnlyList<string> Columns => [.. encoding.Columns.Select(column => column.Name)];

    /// <summary>Fits a table.</summary>
    /// <param name="table">At least two rows.</param>
    /// <exception cref="ArgumentException">The table has fewer rows.</exception>
    public static GaussianCopula Fit(CsvTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var rows = table.ToRows();
        if (rows.Count < 2)
        {
            throw new ArgumentException($"A copula needs at least 2 rows, but there are {rows.Count}.", nameof(table));
        }
        using var scope = NewDisposeScope();
        var columns = table.Encoding.Columns;
        var cells = new string[columns.Count][];
        var scores = new Tensor[columns.Count];
        for (var i = 0; i < columns.Count; i++)
        {
            string[] column = [.. rows.Select(row => row[i])];
            var order = Order(column, columns[i], table.Encoding.Format, i);
            cells[i] = [.. order.Select(row => column[row])];
            var ranks = new double[rows.Count];
            for (var rank = 0; rank < ranks.Length; rank++)
            {
                ranks[order[rank]] = (rank + 0.5) / ranks.Length;
            }
            scores[i] = ((2 * tensor(ranks)) - 1).erfinv();
        }
        var all = stack(scores);
        all = (all - all.mean([1], keepdim: true)) / all.std(1, unbiased: false, keepdim: true);
        var correlations = all.matmul(all.t()) / rows.Count;
        var matrix = ((1 - Ridge) * correlations) + (Ridge * eye(columns.Count, dtype: ScalarType.Float64));
        return new(table.Encoding, cells, linalg.cholesky(matrix).data<double>().ToArray());
    }

    /// <summary>New rows, each with a cell for each of <see cref="Columns"/>.</summary>
    /// <param name="rows">How many. At least 1.</param>
    /// <param name="seed">Equal seeds give equal rows.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is out of range.</exception>
    public IReadOnlyList<IReadOnlyList<string>> Sample(long rows, long seed = 0)
    {
        Argument.Within(1, Array.MaxLength / cells.Length, rows);
        using var scope = NewDisposeScope();
        using var random = new Generator((ulong)seed);
        var normal = randn([rows, cells.Length], ScalarType.Float64, generator: random);
        var matrix = tensor(root).reshape(cells.Length, cells.Length);
        var shares = (((normal.matmul(matrix.t()) * Math.Sqrt(0.5)).erf() + 1) / 2).data<double>().ToArray();
        var made = new IReadOnlyList<string>[rows];
        for (var row = 0; row < rows; row++)
        {
            made[row] = [.. cells.Select((column, i) => At(column, shares[(row * cells.Length) + i]))];
        }
        return made;
    }

    /// <summary>Writes new rows as a CSV file with the table's columns; an existing file is replaced.</summary>
    /// <param name="path">Where to; its folder must exist.</param>
    /// <param name="rows">How many. At least 1.</param>
    /// <param name="seed">Equal seeds give equal rows.</param>
    public void WriteCsv(string path, long rows, long seed = 0) => encoding.WriteCsv(path, Sample(rows, seed));

    private static string At(string[] column, double share) =>
        column[Math.Clamp((int)(share * column.Length), 0, column.Length - 1)];

    // Numbers by size, missing ones first; words by how often they are there. Ties fall as a stream of their own says.
    private static int[] Order(string[] column, TableColumn kind, NumberFormat format, int place)
    {
        var isNumber = kind is NumericColumn or ModesColumn;
        var counts = column.GroupBy(cell => cell).ToDictionary(group => group.Key, group => group.Count());
        return
        [
            .. Enumerable
                .Range(0, column.Length)
                .OrderBy(row => isNumber ? Number(column[row], format) : -counts[column[row]])
                .ThenBy(row => isNumber ? "" : column[row], StringComparer.Ordinal)
                .ThenBy(row => SplitMix64.For(TieSeed + (ulong)place, row).Unit()),
        ];
    }

    private static double Number(string cell, NumberFormat format) =>
        format.TryRead(cell, out var number) ? number : double.NegativeInfinity;
}
