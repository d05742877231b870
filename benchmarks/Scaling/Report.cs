using System.Globalization;
using System.Text;
using System.Text.Json;
using static System.FormattableString;

/// <summary>Table, JSON and a plot of each curve.</summary>
internal static class Report
{
    private const double Width = 300;
    private const double Height = 200;
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Writes the files, and gives the page.</summary>
    internal static string Save(string folder, IReadOnlyList<Curve> curves, string machine, string threads)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, "scaling.json"),
            JsonSerializer.Serialize(
                new
                {
                    machine,
                    threads,
                    curves,
                },
                Json
            ) + "\n"
        );
        foreach (var curve in curves)
        {
            File.WriteAllText(Path.Combine(folder, $"scaling-{curve.Axis}.svg"), Plot(curve));
        }
        var page = Page(curves, machine, threads);
        File.WriteAllText(Path.Combine(folder, "scaling.md"), page);
        return page;
    }

    private static string Page(IReadOnlyList<Curve> curves, string machine, string threads)
    {
        var text = new StringBuilder("# Cost as work grows\nWritten by `benchmarks/run.sh scaling`. ");
        text.AppendLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Median time of a step and the process's largest resident memory, "
                    + $"each point in processes of its own, threads: {threads}."
            )
        );
        text.AppendLine(
            "Cost ~ work^exponent; the work is the multiplications of a step, for the data set its samples."
        );
        text.AppendLine("In brackets the exponent of the last two points, where fixed costs weigh least.");
        text.AppendLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Over {Curve.Linear} is worse than linear. "
                    + $"Memory is fitted above a process that does nothing. {machine}\n"
            )
        );
        text.AppendLine(
            "| what grows | points | ms a step | processor ms | peak MiB | "
                + "exponent of time | of the processor | of memory | |\n|---|---|---|---|---|---|---|---|---|"
        );
        foreach (var c in curves)
        {
            var last = c.LastExponents;
            text.Append(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {c.Title} | {Each(c, p => Invariant($"{p.Value:N0}"))} | "
                        + $"{Each(c, p => Short(p.Ms))} | {Each(c, p => Short(p.ProcessorMs))}"
                )
            );
            text.Append(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $" | {Each(c, p => Invariant($"{p.PeakMib:0}"))} | **{c.TimeExponent:0.00}** ({last[0]:0.00})"
                )
            );
            text.AppendLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $" | {c.ProcessorExponent:0.00} ({last[1]:0.00}) | "
                        + $"{c.MemoryExponent:0.00} ({last[2]:0.00}) | {c.Flag} |"
                )
            );
        }
        foreach (var c in curves)
        {
            text.AppendLine(Invariant($"\n![{c.Title}](scaling-{c.Axis}.svg)"));
        }
        return text.ToString();
    }

    private static string Each(Curve curve, Func<Point, string> show) => string.Join(" / ", curve.Points.Select(show));

    private static string Short(double value)
    {
        var format = value switch
        {
            < 10 => "0.00",
            < 100 => "0.0",
            _ => "0",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Plot(Curve curve)
    {
        var text = new StringBuilder(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                + "width=\"740\" height=\"300\" font-family=\"sans-serif\" font-size=\"11\">\n"
        );
        text.AppendLine(Invariant($"<text x=\"60\" y=\"16\" font-size=\"13\">{curve.Title}</text>"));
        Panel(text, curve, 60, Invariant($"ms a step, exponent {curve.TimeExponent:0.00}"), p => p.Ms);
        Panel(
            text,
            curve,
            420,
            Invariant($"peak MiB above {curve.BareMib:0}, exponent {curve.MemoryExponent:0.00}"),
            curve.Grown
        );
        var against = curve.Axis == "data" ? "samples" : "multiplications of a step";
        return text.AppendLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<text x=\"60\" y=\"290\">Against {against}, both axes logarithmic; "
                        + $"dashed: exponent 1 from the first point</text>\n</svg>"
                )
            )
            .ToString();
    }

    private static void Panel(StringBuilder text, Curve curve, double left, string title, Func<Point, double> cost)
    {
        const double Top = 45;
        var points = curve.Points;
        var costs = curve.Points.Select(cost).ToList();
        var low = costs.Min() / 1.5;
        var high = costs.Max() * 1.5;
        double X(double work) =>
            left
            + Width
                * (
                    0.04
                    + 0.92
                        * (
                            points.Count < 2
                                ? 0
                                : Math.Log(work / points[0].Work) / Math.Log(points[^1].Work / points[0].Work)
                        )
                );
        double Y(double value) => Top + Height * (1 - Math.Log(value / low) / Math.Log(high / low));
        var frame = Invariant($"x=\"{left}\" y=\"{Top}\" width=\"{Width}\" height=\"{Height}\"");
        text.AppendLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"<clipPath id=\"c{left}\"><rect {frame}/></clipPath><rect {frame} fill=\"none\" stroke=\"#ccc\"/>"
            )
        );
        text.AppendLine(Invariant($"<text x=\"{left}\" y=\"{Top - 6}\">{title}</text>"));
        foreach (var tick in new[] { costs.Min(), costs.Max() })
        {
            text.AppendLine(
                Invariant($"<text x=\"{left - 4}\" y=\"{Y(tick) + 4:0.0}\" text-anchor=\"end\">{Short(tick)}</text>")
            );
        }
        var x1 = X(points[0].Work);
        var y1 = Y(costs[0]);
        var x2 = X(points[^1].Work);
        var y2 = Y(costs[0] * points[^1].Work / points[0].Work);
        text.AppendLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"<line clip-path=\"url(#c{left})\" stroke=\"#888\" "
                    + $"stroke-dasharray=\"5 4\" x1=\"{x1:0.0}\" y1=\"{y1:0.0}\" x2=\"{x2:0.0}\" y2=\"{y2:0.0}\"/>"
            )
        );
        var line = string.Join(' ', points.Zip(costs, (p, c) => Invariant($"{X(p.Work):0.0},{Y(c):0.0}")));
        text.AppendLine(
            Invariant($"<polyline fill=\"none\" stroke=\"#1f77b4\" stroke-width=\"2\" points=\"{line}\"/>")
        );
        foreach (var (point, value) in points.Zip(costs))
        {
            text.AppendLine(
                Invariant($"<circle cx=\"{X(point.Work):0.0}\" cy=\"{Y(value):0.0}\" r=\"3\" fill=\"#1f77b4\"/>")
            );
            text.AppendLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<text x=\"{X(point.Work):0.0}\" "
                        + $"y=\"{Top + Height + 14}\" text-anchor=\"middle\">{point.Value:N0}</text>"
                )
            );
        }
    }
}
