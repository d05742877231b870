using System.Text.Json;
using Gan.Data;

namespace Gan.Metrics.Tests.Tables;

/// <summary>Two tables, and what SciPy and NumPy say of them (Fixtures/make_tables.py).</summary>
internal static class ComparedTables
{
    internal static readonly JsonElement Expected = Read();

    internal static readonly TableEncoding Encoding = new()
    {
        Columns =
        [
            new NumericColumn("x", MissingValues.Error, NumericScaling.MinMax, -9, 9, 0, 1, 2),
            new NumericColumn("y", MissingValues.Error, NumericScaling.MinMax, -9, 9, 0, 1, 2),
            new CategoricalColumn("word", MissingValues.Error, OneHotCode.ZeroAndOne, ["a", "b", "c", "d"], "a"),
        ],
        MissingMarks = [],
        HasHeader = true,
    };

    private static JsonElement Read()
    {
        using var stream = typeof(ComparedTables).Assembly.GetManifestResourceStream("tables.json")!;
        return JsonDocument.Parse(stream).RootElement;
    }

    internal static IReadOnlyList<IReadOnlyList<string>> Rows(string name) =>
        [
            .. Expected
                .GetProperty(name)
                .EnumerateArray()
                .Select(row => row.EnumerateArray().Select(cell => cell.GetString()!).ToArray()),
        ];

    internal static double[] Numbers(string name) =>
        [.. Expected.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];

    internal static TableComparison Compared => TableComparison.Of(Encoding, Rows("real"), Rows("synthetic"));
}
