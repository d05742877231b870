using System.Net;
using System.Text;

namespace Gan.Metrics;

/// <summary>A comparison of tables as one page without scripts.</summary>
internal static class TablePage
{
    private const string Style = """
        body{font:15px/1.5 system-ui,sans-serif;max-width:1000px;margin:2em auto;padding:0 1em;color:#222}
        table{border-collapse:collapse;margin:1em 0}
        td,th{padding:.2em .7em;text-align:left;border-bottom:1px solid #ddd}
        td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}figure{display:inline-block;margin:0 1.5em 1.5em 0}
        figcaption{font-size:13px}.r{fill:#9aa5b1}.s{fill:#d9782d;fill-opacity:.75}svg text{font-size:10px;fill:#555}
        """;

    private const int Width = 300;
    private const int Height = 110;
    private const int Foot = 14;

    internal static string Of(TableComparison comparison, string title)
    {
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        Add(page, $"<title>{Text(title)}</title><style>{Style}</style></head><body><h1>{Text(title)}</h1>");
        Add(page, $"<p>{comparison.SyntheticRows:N0} synthetic rows beside {comparison.RealRows:N0} real ones. ");
        page.Append("Similarities lie between 0 and 1, which is equal.</p>");
        Summary(page, comparison);
        page.Append("<h2>Columns</h2><p>Real shares are grey, synthetic ones orange.</p>");
        foreach (var column in comparison.Columns)
        {
            Figure(page, column);
        }
        Columns(page, comparison.Columns);
        Pairs(page, comparison.Pairs);
        return page.Append("</body></html>\n").ToString();
    }

    private static void Summary(StringBuilder page, TableComparison comparison)
    {
        var near = comparison.Distances;
        var rows = new List<(string Name, string Value)>
        {
            ("Similarity of the columns, mean", Number(comparison.ColumnSimilarity)),
            ("Similarity of the pairs of columns, mean", Number(comparison.PairSimilarity)),
            ("Synthetic rows that are a learnt row", Share(near.CopiedRows)),
            ("Held-out rows that are a learnt row", Share(near.CopiedHeldOut)),
            ("Synthetic rows that repeat another", Share(near.RepeatedRows)),
            ("Distance of synthetic rows to the nearest learnt one, median", Number(near.Nearest)),
            ("Distance of held-out rows to the nearest learnt one, median", Number(near.NearestHeldOut)),
        };
        if (near.Membership is { } attack)
        {
            var interval = $"{attack.Value:0.000} ({attack.Low:0.000} to {attack.High:0.000})";
            rows.Add(("Learnt rows told from held-out ones by distance, area (0.5 is chance)", interval));
        }
        page.Append("<table>");
        foreach (var (name, value) in rows)
        {
            Add(page, $"<tr><td>{name}</td><td class=\"n\">{value}</td></tr>");
        }
        page.Append("</table>");
    }

    private static void Figure(StringBuilder page, ColumnSimilarity column)
    {
        var largest = Math.Max(1e-9, column.Bars.Max(bar => Math.Max(bar.Real, bar.Synthetic)));
        var step = Width / (double)column.Bars.Count;
        Add(page, $"<figure><svg width=\"{Width}\" height=\"{Height + Foot}\" role=\"img\">");
        for (var i = 0; i < column.Bars.Count; i++)
        {
            var bar = column.Bars[i];
            var label = bar.Label.Length == 0 ? "missing" : bar.Label;
            var note = $"{label}: real {bar.Real:0.0 %}, synthetic {bar.Synthetic:0.0 %}";
            Add(page, $"<g><title>{Text(note)}</title>");
            Rectangle(page, "r", (i + 0.05) * step, 0.9 * step, bar.Real / largest);
            Rectangle(page, "s", (i + 0.25) * step, 0.5 * step, bar.Synthetic / largest);
            page.Append("</g>");
        }
        var ends = $"<text x=\"0\" y=\"{Height + Foot - 2}\">{Text(column.Bars[0].Label)}</text>";
        page.Append(ends);
        Add(page, $"</svg><figcaption>{Text(column.Name)}: {Number(column.Similarity)}</figcaption></figure>");
    }

    private static void Rectangle(StringBuilder page, string style, double x, double width, double share)
    {
        var height = share * Height;
        Add(
            page,
            $"<rect class=\"{style}\" x=\"{x:0.#}\" y=\"{Height - height:0.#}\" "
                + $"width=\"{width:0.#}\" height=\"{height:0.#}\"/>"
        );
    }

    private static void Columns(StringBuilder page, IReadOnlyList<ColumnSimilarity> columns)
    {
        page.Append("<table><tr><th>column<th>kind<th class=\"n\">similarity<th class=\"n\">missing, real");
        page.Append("<th class=\"n\">missing, synthetic</tr>");
        foreach (var column in columns)
        {
            Add(page, $"<tr><td>{Text(column.Name)}<td>{(column.IsNumber ? "numbers" : "words")}");
            Add(page, $"<td class=\"n\">{Number(column.Similarity)}<td class=\"n\">{Share(column.MissingReal)}");
            Add(page, $"<td class=\"n\">{Share(column.MissingSynthetic)}</tr>");
        }
        page.Append("</table>");
    }

    private static void Pairs(StringBuilder page, IReadOnlyList<PairSimilarity> pairs)
    {
        page.Append("<h2>Pairs of columns</h2><p>The least alike come first.</p><table><tr><th>columns<th>");
        page.Append(
            "<th class=\"n\">similarity<th class=\"n\">correlation, real<th class=\"n\">correlation, synthetic</tr>"
        );
        foreach (var pair in pairs.OrderBy(pair => pair.Similarity))
        {
            Add(page, $"<tr><td>{Text(pair.First)}<td>{Text(pair.Second)}<td class=\"n\">");
            Add(page, $"{Number(pair.Similarity)}<td class=\"n\">{Number(pair.RealCorrelation)}");
            Add(page, $"<td class=\"n\">{Number(pair.SyntheticCorrelation)}</tr>");
        }
        page.Append("</table>");
    }

    // Not by the builder's own handler of interpolated text, which follows the culture.
    private static void Add(StringBuilder page, string text) => page.Append(text);

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Number(double value) => double.IsNaN(value) ? "–" : $"{value:0.000}";

    private static string Share(double value) => double.IsNaN(value) ? "–" : $"{100 * value:0.0} %";
}
