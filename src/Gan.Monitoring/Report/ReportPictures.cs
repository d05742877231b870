using System.Text;
using static System.FormattableString;

namespace Gan.Monitoring;

/// <summary>The part of the page that shows samples: timeline, neighbours, walks, statistics.</summary>
internal static class ReportPictures
{
    public static string Make(HtmlReportOptions options, ReportState state, Timeline timeline)
    {
        var left = Samples(options, state, timeline);
        var right = Neighbours(state.Neighbours);
        if (state.Statistics is not null)
        {
            // what is short goes together beside a plot
            right = $"<div>{right}{Statistics(state.Statistics, state.Obstacle)}</div>";
        }
        var both = left + right;
        if (left.Length > 0 && right.Length > 0)
        {
            both = $"""<div class="two">{both}</div>""";
        }
        return both + Walk(state.Walk);
    }

    private static string Samples(HtmlReportOptions options, ReportState state, Timeline timeline)
    {
        if (timeline.Frames is not [.., var last])
        {
            return "";
        }
        var step = Invariant($"{last.Step:N0}");
        var note = state.Translates
            ? "Each sample beside its input and its target, always of the same data."
            : $"Always from the same latents (seed {options.Seed}), drawn by the moving average.";
        return SectionStart("card", "samples-title", "Samples", note)
            + "\n"
            + $"""<figure><img id="frame" {Size(last.Picture)} alt="Samples at step {step}" """
            + $"""src="{last.Picture.Source}"></figure>"""
            + "\n"
            + """<div class="scrub"><button id="play" type="button">Play</button>"""
            + """<input id="slider" type="range" min="0" max="0" value="0" aria-label="Step of the samples">"""
            + $"""<output id="frame-step" for="slider">step {step}</output></div>"""
            + "\n</section>\n";
    }

    private static string Neighbours(Neighbourhood? neighbourhood)
    {
        if (neighbourhood is null)
        {
            return "";
        }
        var search = Invariant($"Searched among {neighbourhood.Searched:N0} at step {neighbourhood.Step:N0}.");
        var note = $"{Verdict(neighbourhood.Ratio)} {search}";
        var html = new StringBuilder(SectionStart("card", "near-title", "Nearest training samples", note));
        if (neighbourhood.Rows.Count == 0)
        {
            return html.Append("</section>\n").ToString();
        }
        html.Append("""<div class="near">""").Append('\n');
        foreach (var row in neighbourhood.Rows)
        {
            html.Append("<div>").Append(Thumbnail(row.Sample, "sample", "A sample"));
            foreach (var (picture, index, distance) in row.Nearest)
            {
                var caption = Invariant($"{distance:g3}");
                html.Append(Thumbnail(picture, caption, $"Training sample {index} at distance {caption}"));
            }
            html.Append("</div>\n");
        }
        return html.Append("</div></section>\n").ToString();
    }

    private static string Verdict(double ratio)
    {
        if (!double.IsFinite(ratio))
        {
            return "Nothing can be said of copies: training samples are the same, or samples are no numbers.";
        }
        var verdict = ratio switch
        {
            < 0.25 => "these are copies.",
            < 0.6 => "closer than they should be; watch for copies.",
            _ => "these are no copies.",
        };
        return Invariant($"The median sample is {ratio:0.##} times as far from its nearest training sample as ")
            + $"training samples are from each other: {verdict}";
    }

    private static string Thumbnail(Picture picture, string caption, string words) =>
        $"""<figure><img {Size(picture)} alt="{words}" title="{words}" src="{picture.Source}">"""
        + $"<figcaption>{caption}</figcaption></figure>";

    private static string Walk(Picture? walk)
    {
        if (walk is null)
        {
            return "";
        }
        const string Note =
            "Each row goes along the great circle from one latent to another; smooth changes mean that the generator "
            + "has learnt more than single pictures.";
        return SectionStart("card walk", "walk-title", "Between latents", Note)
            + "\n"
            + $"""<figure><img {Size(walk)} alt="Rows of samples between two latents each" """
            + $"""src="{walk.Source}"></figure></section>"""
            + "\n";
    }

    private static string Statistics(SampleStatistics statistics, string? obstacle)
    {
        var rows = new StringBuilder();
        for (var i = 0; i < statistics.Rows.Count; i++)
        {
            var row = statistics.Rows[i];
            rows.Append(Invariant($"""<tr><th scope="row">{i + 1}</th>"""))
                .Append(Invariant($"<td>{row.RealMean:0.####}</td><td>{row.FakeMean:0.####}</td>"))
                .Append(Invariant($"<td>{row.RealDeviation:0.####}</td><td>{row.FakeDeviation:0.####}</td></tr>\n"));
        }
        var samples = Invariant($"{statistics.Real:N0} real and {statistics.Fake:N0} generated samples");
        var note = Invariant($"Of {samples} at step {statistics.Step:N0}.");
        if (statistics.Rows.Count < statistics.Columns)
        {
            note += Invariant($" The first {statistics.Rows.Count} of {statistics.Columns:N0} columns.");
        }
        if (obstacle is not null)
        {
            note += $" {obstacle}";
        }
        return SectionStart("card", "columns-title", "Columns", note)
            + """<div class="wide"><table><thead><tr><th scope="col">Column</th>"""
            + """<th scope="col">Mean, real</th><th scope="col">generated</th>"""
            + """<th scope="col">Deviation, real</th><th scope="col">generated</th></tr></thead><tbody>"""
            + $"\n{rows}</tbody></table></div></section>\n";
    }

    private static string SectionStart(string kind, string id, string title, string note) =>
        $"""<section class="{kind}" aria-labelledby="{id}"><h2 id="{id}">{title}</h2><p class="note">{note}</p>""";

    private static string Size(Picture picture)
    {
        var kind = picture.IsSmall ? "small" : "large";
        var back = picture.HasAlpha ? " alpha" : "";
        return $"class=\"{kind}{back}\" width=\"{picture.Width}\" height=\"{picture.Height}\"";
    }
}
