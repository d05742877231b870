using Gan.Serving.Tests.Browser;

namespace Gan.Serving.Tests.Study;

/// <summary>The study in a browser.</summary>
public sealed class StudyPageTests : IDisposable
{
    private const string Shown =
        "document.getElementById('trial').hidden ? 'no' : document.documentElement.dataset.state";

    private readonly StudyFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static async Task Until(DevTools page, string expression, string value)
    {
        for (var i = 0; i < 400 && await page.Text(expression) != value; i++)
        {
            await Task.Delay(25);
        }
        (await page.Text(expression)).Should().Be(value);
    }

    [ChromiumFact]
    public async Task A_participant_goes_through_it_by_keys_and_each_press_counts_once()
    {
        await using var app = StudyServer.Create(
            folder.Options with
            {
                Mode = StudyMode.Pair,
                Trials = 2,
                Exposure = TimeSpan.FromMilliseconds(40),
            },
            new() { Port = 0 }
        );
        await app.StartAsync();
        await using var page = await DevTools.Start();
        await page.Open(app.Urls.Single());
        await page.Text("document.getElementById('begin').click()");
        await Until(page, Shown, "ready");
        // after the exposure nothing is left on the canvas
        await Until(
            page,
            "[...document.querySelectorAll('.trial canvas')].every((c) => "
                + "c.getContext('2d').getImageData(0, 0, c.width, c.height).data.every((byte) => byte === 0))",
            "true"
        );
        await page.Text("document.querySelectorAll('#answers button').forEach((b) => (b.click(), b.click()))");
        await Until(page, "document.getElementById('progress').textContent", "1 of 2 answered");
        await page.Open(app.Urls.Single()); // a reload goes on
        await Until(page, Shown, "ready");
        await page.Press("ArrowRight");
        await Until(page, "document.documentElement.dataset.state", "done");
        StudySummary.Read(folder.Answers).Answers.Should().Be(2);
    }
}
