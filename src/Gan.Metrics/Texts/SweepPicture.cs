using System.Net;
using System.Text;

namespace Gan.Metrics;

/// <summary>Curves of writers as an SVG picture: variety to the left, quality down, so that the better curve is the one
/// nearer to the lower left corner.</summary>
public static class SweepPicture
{
    private const int Width = 640;
    private const int Height = 420;
    private const int Left = 70;
    private const int Right = 20;
    private const int Top = 20;
    private const int Bottom = 60;

    private static readonly string[] Colours = ["#1f6fb4", "#d9782d", "#3a8f4d", "#8c4ea3", "#b8a12f", "#666666"];

    /// <summary>Draws curves.</summary>
    /// <param name="curves">At least one, each with a point at least; points that are no finite numbers are left
    /// out.</param>
    /// <param name="quality">What stands at the axis of quality.</param>
    /// <param name="likeness">What stands at the axis of likeness.</param>
    /// <exception cref="ArgumentException">There is no curve, or no point.</exception>
    public static string Svg(IReadOnlyList<SweepCurve> curves, string quality, string likeness)
    {
        ArgumentNullException.ThrowIfNull(curves);
        ArgumentNullException.ThrowIfNull(quality);
        ArgumentNullException.ThrowIfNull(likeness);
        var points = curves.Where(curve => curve is not null).SelectMany(Finite).ToArray();
        if (points.Length == 0)
        {
            throw new ArgumentException("There is no point to draw.", nameof(curves));
        }
        var x = new Axis(points.Select(point => point.Likeness), Left, Width - Right);
        var y = new Axis(points.Select(point => point.Quality), Height - Bottom, Top);
        var svg = new StringBuilder();
        Add(
            svg,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" "
                + "font-family=\"sans-serif\" font-size=\"12\"><rect width=\"100%\" height=\"100%\" fill=\"white\"/>"
        );
        Frame(svg, x, y, quality, likeness);
        for (var i = 0; i < curves.Count; i++)
        {
            Draw(svg, curves[i], Colours[i % Colours.Length], Top + 14 + (16 * i), x, y);
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static IEnumerable<SweepPoint> Finite(SweepCurve curve) =>
        curve.Points.Where(point => double.IsFinite(point.Quality) && double.IsFinite(point.Likeness));

    private static void Frame(StringBuilder svg, Axis x, Axis y, string quality, string likeness)
    {
        foreach (var tick in x.Ticks())
        {
            Line(svg, x.Of(tick), Top, x.Of(tick), Height - Bottom);
            Text(svg, x.Of(tick), Height - Bottom + 16, "middle", $"{tick:0.###}");
        }
        foreach (var tick in y.Ticks())
        {
            Line(svg, Left, y.Of(tick), Width - Right, y.Of(tick));
            Text(svg, Left - 6, y.Of(tick) + 4, "end", $"{tick:0.###}");
        }
        Text(svg, (Left + Width - Right) / 2.0, Height - 18, "middle", likeness);
        const double Middle = (Top + Height - Bottom) / 2.0;
        Add(svg, $"<g transform=\"rotate(-90 18 {Middle})\">");
        Text(svg, 18, Middle, "middle", quality);
        svg.Append("</g>");
    }

    private static void Draw(StringBuilder svg, SweepCurve curve, string colour, int line, Axis x, Axis y)
    {
        SweepPoint[] points = [.. Finite(curve)];
        var path = points.Select(point => $"{x.Of(point.Likeness):0.#},{y.Of(point.Quality):0.#}");
        Add(svg, $"<polyline fill=\"none\" stroke=\"{colour}\" points=\"{string.Join(' ', path)}\"/>");
        foreach (var point in points)
        {
            var place = $"cx=\"{x.Of(point.Likeness):0.#}\" cy=\"{y.Of(point.Quality):0.#}\"";
            Add(svg, $"<circle {place} r=\"3\" fill=\"{colour}\"><title>temperature {point.Temperature}</title>");
            svg.Append("</circle>");
        }
        Add(svg, $"<rect x=\"{Width - Right - 150}\" y=\"{line - 9}\" width=\"10\" height=\"10\" fill=\"{colour}\"/>");
        Text(svg, Width - Right - 135, line, "start", curve.Name);
    }

    // Text that is made before it is added is the same in every culture.
    private static void Add(StringBuilder svg, string text) => svg.Append(text);

    private static void Line(StringBuilder svg, double x1, double y1, double x2, double y2) =>
        Add(svg, $"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" stroke=\"#ddd\"/>");

    private static void Text(StringBuilder svg, double x, double y, string anchor, string text) =>
        Add(svg, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{WebUtility.HtmlEncode(text)}</text>");

    /// <summary>Numbers to pixels, with a twentieth of room at both ends.</summary>
    private sealed class Axis
    {
        private readonly double least;
        private readonly double most;
        private readonly double from;
        private readonly double to;

        internal Axis(IEnumerable<double> values, double from, double to)
        {
            double[] all = [.. values];
            var room = Math.Max((all.Max() - all.Min()) / 20, 1e-6);
            least = all.Min() - room;
            most = all.Max() + room;
            this.from = from;
            this.to = to;
        }

        internal double Of(double value) => from + ((value - least) / (most - least) * (to - from));

        // Steps of 1, 2 or 5 times a power of ten, about five of them.
        internal IEnumerable<double> Ticks()
        {
            var power = Math.Pow(10, Math.Floor(Math.Log10((most - least) / 5)));
            var step = power * new[] { 1, 2, 5, 10 }.First(times => power * times >= (most - least) / 5);
            for (var tick = Math.Ceiling(least / step) * step; tick <= most; tick += step)
            {
                yield return Math.Round(tick / step) * step;
            }
        }
    }
}
