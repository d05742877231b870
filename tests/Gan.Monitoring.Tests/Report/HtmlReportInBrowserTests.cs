using System.Text.RegularExpressions;
using Gan.Data;

namespace Gan.Monitoring.Tests.Report;

/// <summary>The page as a browser has it after its script has run.</summary>
public sealed partial class HtmlReportInBrowserTests : IDisposable
{
    // Added behind the page's own script: goes through the timeline, points at a chart and notes what came of it. The
    // pictures are put into the document, because the browser's load event waits for those.
    private const string Probe = """
        <script>
        (() => {
          const root = document.documentElement;
          const slider = document.getElementById('slider');
          const frame = document.getElementById('frame');
          const seen = [];
          for (let n = 0; n <= +slider.max; n++) {
            slider.value = n;
            slider.dispatchEvent(new Event('input'));
            const copy = document.createElement('img');
            copy.src = frame.src;
            document.querySelector('footer').appendChild(copy);
            seen.push(copy);
          }
          addEventListener('load', () => {
            const good = seen.filter(image => image.naturalWidth > 0).length;
            const different = new Set(seen.map(image => image.src)).size;
            root.dataset.slider = good + ' of ' + seen.length + ', ' + different + ' different';
          });
          const svg = document.querySelector('.chart svg');
          const box = svg.getBoundingClientRect();
          const middle = { clientX: box.left + box.width / 2, clientY: box.top + 50 };
          svg.dispatchEvent(new PointerEvent('pointermove', middle));
          root.dataset.tip = document.querySelector('.tip').textContent;
          document.querySelector('.chart button:not([hidden])').click();
          root.dataset.log = document.querySelector('.chart button:not([hidden])').getAttribute('aria-pressed');
          root.dataset.wide = document.documentElement.scrollWidth + '/' + innerWidth;
          const requests = performance.getEntriesByType('resource').filter(e => !e.name.startsWith('data:'));
          root.dataset.requests = requests.length;
        })();
        </script>
        </body>
        """;

    private readonly TemporaryFolder folder = new();
    private readonly Chromium browser = new();

    [ChromiumFact]
    public void The_script_runs_without_an_error_draws_all_curves_and_decodes_all_pictures()
    {
        var dom = browser.Dom(Write());
        Value(dom, "ready").Should().Be("true");
        Value(dom, "errors").Should().BeEmpty();
        var images = Value(dom, "images").Split('/');
        images[0].Should().Be(images[1]);
        int.Parse(images[1])
            .Should()
            .Be(1 + 1 + (8 * 4), "a frame, the walks, and eight samples with three neighbours each");
        Charts().Count(dom).Should().BeGreaterThanOrEqualTo(3);
        Lines()
            .Matches(dom)
            .Select(m => m.Groups[1].Value.Split(' ').Length)
            .Should()
            .HaveCountGreaterThan(3)
            .And.Contain(20, "a point for each step");
    }

    [ChromiumFact]
    public void Slider_tooltip_and_log_scale_work_and_nothing_is_requested()
    {
        var path = Write();
        var page = Policy().Replace(File.ReadAllText(path), "").Replace("</body>", Probe);
        File.WriteAllText(path, page);
        var dom = browser.Dom(path);
        Value(dom, "errors").Should().BeEmpty();
        Value(dom, "slider").Should().Be("6 of 6, 6 different");
        Value(dom, "tip").Should().MatchRegex(@"^step \d+Discriminator [−\d.]+Generator [−\d.]+$");
        Value(dom, "log").Should().Be("true");
        Value(dom, "requests").Should().Be("0");
    }

    [ChromiumFact]
    public void On_a_narrow_screen_nothing_sticks_out()
    {
        var path = Write();
        File.WriteAllText(path, Policy().Replace(File.ReadAllText(path), "").Replace("</body>", Probe));
        var wide = Value(browser.Dom(path, width: 500), "wide").Split('/'); // headless Chromium's smallest window
        int.Parse(wide[0]).Should().BeLessThanOrEqualTo(int.Parse(wide[1]));
    }

    [ChromiumFact]
    public void A_link_to_a_step_shows_the_pictures_of_that_step() =>
        browser.Dom(Write(), "#step=9").Should().Contain("alt=\"Samples at step 8\"");

    [ChromiumFact]
    public void A_hostile_name_runs_no_script()
    {
        var dom = browser.Dom(
            Write(
                "</script><script>document.documentElement.dataset.owned='yes'</script><img "
                    + "src=x onerror=\"document.documentElement.dataset.owned='yes'\">"
            )
        );
        Value(dom, "ready").Should().Be("true");
        Value(dom, "errors").Should().BeEmpty();
        Value(dom, "owned").Should().BeEmpty();
    }

    private string Write(string name = "noise")
    {
        var pixels = new byte[40 * 64];
        new Random(5).NextBytes(pixels);
        using var data = ImageDataset.FromBytes(pixels, 1, 8, 8, name: name);
        Small
            .Gan(data)
            .AddCallback(new HtmlReport(folder["report.html"], new() { Moments = 5, Samples = 16 }))
            .Train()
            .Dispose();
        return folder["report.html"];
    }

    private static string Value(string dom, string name) =>
        Regex.Match(dom, $"<html[^>]* data-{name}=\"([^\"]*)\"").Groups[1].Value;

    public void Dispose()
    {
        browser.Dispose();
        folder.Dispose();
    }

    [GeneratedRegex("<svg[^>]*role=\"img\"")]
    private static partial Regex Charts();

    [GeneratedRegex("<polyline[^>]*points=\"([^\"]+)\"")]
    private static partial Regex Lines();

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\"[^>]*>")]
    private static partial Regex Policy();
}
