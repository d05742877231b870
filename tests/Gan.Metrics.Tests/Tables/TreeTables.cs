using System.Globalization;
using System.Text.Json;
using Gan.Data;

namespace Gan.Metrics.Tests.Tables;

/// <summary>Rows with a number and a word to be told, and what scikit-learn's trees tell
/// (Fixtures/make_trees.py).</summary>
internal static class TreeTables
{
    internal static readonly JsonElement Expected = Read();

    internal static readonly TableEncoding Encoding = new()
    {
        Columns =
        [
            Number("a"),
            Number("b"),
            Number("c"),
            Number("y"),
            new CategoricalColumn("word", MissingValues.Error, OneHotCode.ZeroAndOne, ["w0", "w1", "w2"], "w0"),
        ],
        MissingMarks = [],
        HasHeader = true,
    };

    private static NumericColumn Number(string name) =>
        new(name, MissingValues.Error, NumericScaling.MinMax, -9, 9, 0, 1, 3);

    private static JsonElement Read()
    {
        using var stream = typeof(TreeTables).Assembly.GetManifestResourceStream("trees.json")!;
        return JsonDocument.Parse(stream).RootElement;
    }

    private static double[] Numbers(string name) =>
        [.. Expected.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];

    internal static List<string[]> Rows(string features, string numbers, string words, bool withNumber)
    {
        var rows = new List<string[]>();
        var values = Numbers(numbers);
        var kinds = Numbers(words);
        foreach (var row in Expected.GetProperty(features).EnumerateArray())
        {
            var i = rows.Count;
            var number = withNumber ? Text(values[i]) : "0";
            var word = withNumber ? "w0" : $"w{kinds[i]}";
            rows.Add([.. row.EnumerateArray().Select(cell => Text(cell.GetDouble())), number, word]);
        }
        return rows;
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
