using Gan.Serving.Browser;
using Microsoft.AspNetCore.Builder;

namespace Gan.Serving.Tests.Browser;

/// <summary>The gallery in a browser, from a real server.</summary>
public sealed class GalleryTests
{
    // What is on the canvas, and what a picture of the server's holds, as bytes of RGBA.
    private const string OnCanvas = """
        (async () => {
          const c = document.getElementById('picture');
          return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.join();
        })()
        """;

    private static string OfServer(string query) =>
        $$"""
            (async () => {
              const file = await (await fetch('/v1/images?{{query}}')).blob();
              const picture = await createImageBitmap(file);
              const c = new OffscreenCanvas(picture.width, picture.height);
              const context = c.getContext('2d');
              context.drawImage(picture, 0, 0);
              return context.getImageData(0, 0, c.width, c.height).data.join();
            })()
            """;

    private static async Task<WebApplication> Started(string fixture, ServingOptions? options = null)
    {
        var app = GanServer.Create(RunningServer.Fixture(fixture), options, new() { Port = 0 });
        await app.StartAsync();
        return app;
    }

    private static string Gallery(WebApplication app, string hash = "") => $"{app.Urls.Single()}/gallery/{hash}";

    // Sums in another order may move a number across the border between two bytes: rarely, and by one.
    private static void ShouldBeNear(string pixels, string expected)
    {
        Pixels(pixels).Zip(Pixels(expected), (a, b) => Math.Abs(a - b)).Max().Should().BeLessThanOrEqualTo(1);
        Agreement(pixels, expected).Should().BeGreaterThan(0.97);
    }

    private static double Agreement(string pixels, string expected)
    {
        var one = Pixels(pixels);
        var other = Pixels(expected);
        one.Length.Should().Be(other.Length);
        return one.Zip(other, (a, b) => a == b ? 1.0 : 0).Where((_, i) => i % 4 < 3).Average(); // without alpha
    }

    private static int[] Pixels(string text) =>
        [.. text.Split(',').Select(word => int.Parse(word, System.Globalization.CultureInfo.InvariantCulture))];

    [GalleryFact]
    public async Task Its_pictures_are_those_of_the_server_by_the_same_seeds()
    {
        await using var app = await Started("dcgan-labels.onnx");
        await using var page = await DevTools.Start();
        (await page.Open(Gallery(app, "#seed=1&label=0")))
            .Should()
            .Be("ready", await page.Text("document.body.innerText"));
        ShouldBeNear(await page.Text(OnCanvas), await page.Text(OfServer("seed=1&label=0")));
        var others = await page.Text(OfServer("seed=2&label=0"));
        Agreement(await page.Text(OnCanvas), others).Should().BeLessThan(0.9, "other seeds make other pictures");
        await page.Text("document.getElementById('next').click()");
        await page.Settled();
        ShouldBeNear(await page.Text(OnCanvas), await page.Text(OfServer("seed=2&label=0")));
        await page.Text("document.getElementById('seed').value = '-9223372036854775808'");
        await page.Text("document.getElementById('seed').dispatchEvent(new Event('input'))");
        await page.Settled();
        ShouldBeNear(await page.Text(OnCanvas), await page.Text(OfServer("seed=-9223372036854775808&label=0")));
    }

    [GalleryFact]
    public async Task A_generator_with_styles_is_shown_and_says_why_it_is_not_truncated()
    {
        await using var app = await Started("stylegan2.onnx");
        await using var page = await DevTools.Start();
        await page.Open(Gallery(app, "#seed=5&truncation=0.5"));
        ShouldBeNear(await page.Text(OnCanvas), await page.Text(OfServer("seed=5")));
        (await page.Text("document.getElementById('untruncated').textContent"))
            .Should()
            .Be("This file takes no truncation in browsers: export it with truncation as an input.");
    }

    [GalleryFact]
    public async Task Truncation_bounds_latents_as_on_the_server()
    {
        await using var app = await Started("dcgan-labels.onnx");
        await using var page = await DevTools.Start();
        await page.Open(Gallery(app, "#seed=3&truncation=0.5"));
        ShouldBeNear(await page.Text(OnCanvas), await page.Text(OfServer("seed=3&truncation=0.5")));
        (await page.Text(OnCanvas)).Should().NotBe(await page.Text(OfServer("seed=3")));
    }

    [GalleryFact]
    public async Task Keys_sliders_and_classes_change_the_picture()
    {
        await using var app = await Started("dcgan-labels.onnx");
        await using var page = await DevTools.Start();
        await page.Open(Gallery(app));
        var seen = new HashSet<string> { await page.Text(OnCanvas) };
        async Task Changes(string? script)
        {
            await (script is null ? page.Press("ArrowRight") : page.Text(script));
            await page.Settled();
            seen.Add(await page.Text(OnCanvas)).Should().BeTrue(script);
        }
        await Changes(null);
        (await page.Text("document.getElementById('seed').value")).Should().Be("2");
        await Changes(Move("turn-0", "60", "input"));
        await Changes(Move("other", "77", "input") + "," + Move("way", "50", "input"));
        await Changes(Move("label", "1", "change"));
        await Changes("document.querySelectorAll('#strip button')[5].click()");
        (await page.Text("location.hash")).Should().Be("#seed=2&sample=5&label=1&other=77&way=0.5");
        await page.Text("document.getElementById('reset').click()");
        await page.Settled();
        ShouldBeNear(await page.Text(OnCanvas), await page.Text(Sixth));
    }

    // Sample 5 of seed 2, of six: the last of a column.
    private const string Sixth = """
        (async () => {
          const body = JSON.stringify({ parameters: { seed: 2, count: 6, label: 1 } });
          const answer = await fetch('/v2/models/dcgan-labels/infer', { method: 'POST', body });
          const { data, shape } = (await answer.json()).outputs[0];
          const [, channels, height, width] = shape;
          const size = height * width;
          const last = data.slice(-channels * size);
          const plane = (c) => (channels > 1 ? c * size : 0);
          const byte = (i, c) => Math.round(Math.min(255, Math.max(0, last[plane(c) + i] * 127.5 + 127.5)));
          return Array.from({ length: size }, (_, i) => [byte(i, 0), byte(i, 1), byte(i, 2), 255]).flat().join();
        })()
        """;

    private static string Move(string id, string value, string happening) =>
        $"(() => {{ const e = document.getElementById('{id}'); e.value = '{value}'; "
        + $"e.dispatchEvent(new Event('{happening}')); }})()";

    [GalleryFact]
    public async Task A_wrong_seed_is_marked_and_draws_nothing()
    {
        await using var app = await Started("dcgan-labels.onnx");
        await using var page = await DevTools.Start();
        await page.Open(Gallery(app, "#seed=x&label=99&truncation=-1&way=7"));
        var before = await page.Text(OnCanvas);
        ShouldBeNear(before, await page.Text(OfServer("seed=1")));
        await page.Text(Move("seed", "9223372036854775808", "input"));
        (await page.Text("document.getElementById('seed').getAttribute('aria-invalid')")).Should().Be("true");
        (await page.Text(OnCanvas)).Should().Be(before);
    }

    [GalleryFact]
    public async Task A_download_says_that_an_algorithm_made_it_and_is_a_whole_PNG_file()
    {
        await using var app = await Started("dcgan-labels.onnx");
        await using var page = await DevTools.Start();
        await page.Open(Gallery(app));
        var text = await page.Text(
            """
            (async () => {
              const { marked } = await import('/gallery/png.mjs');
              const blob = await new Promise((done) => document.getElementById('picture').toBlob(done, 'image/png'));
              const file = marked(new Uint8Array(await blob.arrayBuffer()), 'seed 1');
              await createImageBitmap(file);
              return btoa(String.fromCharCode(...new Uint8Array(await file.arrayBuffer())));
            })()
            """
        );
        var bytes = Convert.FromBase64String(text);
        System.Text.Encoding.Latin1.GetString(bytes).Should().Contain("trainedAlgorithmicMedia").And.Contain("seed 1");
        PngChunks.ShouldBeWhole(bytes);
    }

    [GalleryFact]
    public async Task What_a_server_refuses_is_said_on_the_page()
    {
        await using var app = await Started("mlp-conditions.onnx");
        await using var page = await DevTools.Start();
        (await page.Open(Gallery(app))).Should().Be("failed");
        (await page.Text("document.getElementById('state').textContent"))
            .Should()
            .StartWith("A gallery shows pictures of 1, 3 or 4 channels");
    }

    [GalleryFact]
    public async Task It_fits_a_phone_and_a_link_to_another_picture_is_followed()
    {
        await using var app = await Started("dcgan-labels.onnx");
        await using var page = await DevTools.Start();
        await page.Look(390, 844, dark: true, phone: true);
        await page.Open(Gallery(app));
        (await page.Text("document.documentElement.scrollWidth")).Should().Be("390");
        var dark = await page.Text("getComputedStyle(document.body).backgroundColor");
        await page.Look(390, 844, phone: true);
        (await page.Text("getComputedStyle(document.body).backgroundColor")).Should().NotBe(dark);
        await page.Text("(location.hash = '#seed=9&label=1', new Promise((done) => setTimeout(done)))");
        await page.Settled();
        ShouldBeNear(await page.Text(OnCanvas), await page.Text(OfServer("seed=9&label=1")));
    }
}
