using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace Gan.Monitoring;

/// <summary>The part of the page that shows samples: timeline, neighbours, walks, statistics.</summary>
internal static class ReportPictures
{
    public static string Make(HtmlReportOptions options, ReportState state, Timeline timeline)
    {
        var left = Frames(options, timeline);
        var right = Neighbours(state.Neighbours);
        if (state.Statistics is not null)
        {
            right = $"<div>{right}{Statistics(state.Statistics)}</div>"; // what is short goes together beside a plot
        }
        return (left.Length > 0 && right.Length > 0 ? $"<div class=\"two\">{left}{right}</div>" : left + right)
            + Walk(state.Walk);
    }

    private static string Frames(HtmlReportOptions options, Timeline timeline)
    {
        if (timeline.Frames is not [.., var last])
        {
            return "";
        }
        var picture = last.Picture;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <section class="card" aria-labelledby="samples-title"><h2 id="samples-title">Samples</h2><p class="note">Always from the same latents (seed {options.Seed}), drawn by the moving average.</p>
            <figure><img id="frame" class="{Class(
                picture
            )}" width="{picture.Width}" height="{picture.Height}" alt="Samples at step {last.Step:N0}" src="{picture.Source}"></figure>
            <div class="scrub"><button id="play" type="button">Play</button><input id="slider" type="range" min="0" max="0" value="0" aria-label="Step of the samples"><output id="frame-step" for="slider">step {last.Step:N0}</output></div>
            </section>

            """
        );
    }

    private static string Neighbours(Neighbourhood? found)
    {
        if (found is null)
        {
            return "";
        }
        var verdict = !double.IsFinite(found.Ratio)
            ? "Nothing can be said of copies: training samples are the same, or samples are no numbers."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The median sample is {found.Ratio:0.##} times as far from its nearest training sample as "
                    + $"training samples are from each other: "
            )
                + (
                    found.Ratio < 0.25 ? "these are copies."
                    : found.Ratio < 0.6 ? "closer than they should be; watch for copies."
                    : "these are no copies."
                );
        var text = new StringBuilder(
            "<section class=\"card\" aria-labelledby=\"near-title\"><h2 id=\"near-title\">Nearest training samples</h2>"
        );
        text.Append(
            Invariant($"<p class=\"note\">{verdict} Searched among {found.Searched:N0} at step {found.Step:N0}.</p>")
        );
        if (found.Rows.Count == 0)
        {
            return text.Append("</section>\n").ToString();
        }
        text.Append("<div class=\"near\">\n");
        foreach (var row in found.Rows)
        {
            text.Append("<div>").Append(Thumbnail(row.Sample, "sample", "A sample"));
            foreach (var (picture, index, distance) in row.Nearest)
            {
                text.Append(
                    Thumbnail(
                        picture,
                        Invariant($"{distance:g3}"),
                        Invariant($"Training sample {index} at distance {distance:g3}")
                    )
                );
            }
            text.Append("</div>\n");
        }

        return text.Append("</div></section>\n").ToString();
    }

    private static string Thumbnail(Picture picture, string caption, string words) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"<figure><img class=\"{Class(picture)}\" width=\"{picture.Width}\" height=\"{picture.Height}\" "
                + $"alt=\"{words}\" title=\"{words}\" "
                + $"src=\"{picture.Source}\"><figcaption>{caption}</figcaption></figure>"
        );

    private static string Walk(Picture? walk) =>
        walk is null
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"""
                <section class="card walk" aria-labelledby="walk-title"><h2 id="walk-title">Between latents</h2><p class="note">Each row goes along the great circle from one latent to another; smooth changes mean that the generator has learnt more than single pictures.</p>
                <figure><img class="{Class(
                    walk
                )}" width="{walk.Width}" height="{walk.Height}" alt="Rows of samples between two latents each" src="{walk.Source}"></figure></section>

                """
            );

    private static string Statistics(SampleStatistics? found)
    {
        if (found is null)
        {
            return "";
        }
        var rows = found.Rows.Select(
            (row, i) =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<tr><th "
                        + $"scope=\"row\">{i + 1}</th><td>{row.RealMean:0.####}</td><td>{row.FakeMean:0.####}</td><td>{row.RealDeviation:0.####}</td><td>{row.FakeDeviation:0.####}</td></tr>\n"
                )
        );
        var shown =
            found.Rows.Count < found.Columns
                ? Invariant($" The first {found.Rows.Count} of {found.Columns:N0} columns.")
                : "";
        return string.Create(
                CultureInfo.InvariantCulture,
                $"<section class=\"card\" aria-labelledby=\"columns-title\"><h2 "
                    + $"id=\"columns-title\">Columns</h2><p class=\"note\">Of {found.Real:N0} real and "
                    + $"{found.Fake:N0} generated samples at step {found.Step:N0}.{shown}</p>"
            )
            + "<div class=\"wide\"><table><thead><tr><th scope=\"col\">Column</th><th scope=\"col\">Mean, "
            + "real</th><th scope=\"col\">generated</th><th scope=\"col\">Deviation, real</th><th "
            + "scope=\"col\">generated</th></tr></thead><tbody>\n"
            + string.Concat(rows)
            + "</tbody></table></div></section>\n";
    }

    private static string Class(Picture picture) => picture.IsSmall ? "small" : "large";
}
