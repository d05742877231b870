using System.Text.RegularExpressions;
using Gan.Data;
using Gan.Monitoring.Tests.TensorBoard;

namespace Gan.Monitoring.Tests.Images;

/// <summary>Images of one to five channels in everything that draws them.</summary>
public sealed partial class SamplePictureTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LogLines log = new();

    public void Dispose() => folder.Dispose();

    private void Train(IDataset data, params ITrainingCallback[] callbacks)
    {
        var gan = Small.Gan(data, steps: 2).WithLogging(log);
        callbacks.Aggregate(gan, (with, callback) => with.AddCallback(callback)).Train().Dispose();
    }

    [PythonFact("PIL")]
    public void Grid_and_film_of_four_channels_are_RGBA_for_Pillow_and_opaque_between_the_samples()
    {
        using var data = Small.Images(channels: 4);
        Train(data, new SampleGridCallback(folder.Path, count: 4), new TrainingAnimation(folder["film.png"], count: 4));
        const string Program = """
            import sys
            from PIL import Image, ImageSequence
            grid, film = Image.open(sys.argv[1]), Image.open(sys.argv[2])
            alpha = grid.getchannel("A")
            print(grid.mode, grid.size, grid.getpixel((0, 0)), alpha.getextrema()[0] < 255)
            print(film.n_frames, *{frame.convert("RGBA").size for frame in ImageSequence.Iterator(film)}, film.mode)
            film.seek(film.n_frames - 1)
            print(film.convert("RGBA").tobytes() == grid.tobytes())
            """;
        Python
            .Lines("-c", Program, folder["grid.png"], folder["film.png"])
            .Should()
            .Equal("RGBA (30, 22) (64, 64, 64, 255) True", "3 (30, 22) RGBA", "True");
        log.All.Should().BeEmpty();
    }

    [PythonFact]
    public void TensorBoard_gets_four_channels_over_a_checkerboard()
    {
        using var data = Small.Images(channels: 4);
        Train(
            data,
            new SampleGridCallback(folder.Path, count: 4),
            new TensorBoardLogger(folder["events"], new() { Samples = 4, Histograms = 0 })
        );
        var image = Events.Read(folder["events"]).Values("samples").Last().Value;
        image.GetProperty("image").EnumerateArray().Select(n => n.GetInt32()).Should().Equal(30, 22, 3);
        var png = Png.Read(Convert.FromHexString(image.GetProperty("png").GetString()!));
        var grid = Png.Open(folder["grid.png"]);
        png.Channels.Should().Be(3);
        png.Pixels.Should().Equal(new PngImage(30, 22, 4, grid.Pixels).OverCheckerboard().Pixels.ToArray());
    }

    [Fact]
    public void The_report_lays_four_channels_over_a_checkerboard_of_the_page()
    {
        using var data = Small.Images(channels: 4);
        Train(data, new HtmlReport(folder["report.html"], new() { Samples = 4 }));
        var page = File.ReadAllText(folder["report.html"]);
        page.Should().Contain("img.alpha { background: repeating-conic-gradient(");
        var pictures = Pictures().Matches(page).Select(match => (Kind: match.Groups[1].Value, match.Groups[2].Value));
        var expected = Enumerable.Repeat("small alpha", 1 + (8 * 4)).Append("small alpha"); // frame, neighbours, walks
        pictures.Select(picture => picture.Kind).Should().Equal(expected);
        foreach (var (_, text) in pictures)
        {
            Png.Read(Convert.FromBase64String(text)).Channels.Should().Be(4);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Images_without_colours_are_refused_by_grid_and_film_with_the_way_out(int channels)
    {
        using var data = Small.Images(channels);
        var sentence =
            $"Samples of shape [{channels}, 8, 12] cannot be drawn: images [1, H, W], [3, H, W] and [4, H, W] and "
            + "points [2] can. With planes each channel is drawn as a grey picture of its own. Leave the ";
        FluentActions
            .Invoking(() => Train(data, new SampleGridCallback(folder.Path)))
            .Should()
            .Throw<NotSupportedException>()
            .WithMessage($"{sentence}SampleGridCallback out.");
        FluentActions
            .Invoking(() => Train(data, new TrainingAnimation(folder["film.png"])))
            .Should()
            .Throw<NotSupportedException>()
            .WithMessage($"{sentence}TrainingAnimation out.");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Report_and_TensorBoard_say_once_that_they_have_no_pictures(int channels)
    {
        using var data = Small.Images(channels);
        Train(data, new HtmlReport(folder["report.html"]), new TensorBoardLogger(folder["events"]));
        var reason =
            $"Samples of shape [{channels}, 8, 12] cannot be drawn: images [1, H, W], [3, H, W] and [4, H, W] and "
            + "points [2] can. With planes each channel is drawn as a grey picture of its own.";
        log.All.Should()
            .Equal(
                $"The HtmlReport has no pictures of samples. {reason}",
                $"The TensorBoardLogger has no pictures of samples. {reason}"
            );
        File.ReadAllText(folder["report.html"])
            .Should()
            .NotContain("<img")
            .And.Contain(reason, "who reads the page hears of it too")
            .And.Contain($"<tr><th scope=\"row\">{channels}</th>", "each channel has statistics");
    }

    [Fact]
    public void Of_a_table_nobody_expects_pictures()
    {
        using var table = ArrayDataset.Table(new float[90], 3);
        Train(table, new HtmlReport(folder["report.html"]), new TensorBoardLogger(folder["events"]));
        log.All.Where(line => line.Contains("pictures")).Should().BeEmpty();
        File.ReadAllText(folder["report.html"]).Should().NotContain("cannot be drawn");
    }

    [PythonFact]
    public void Planes_are_drawn_everywhere_when_asked_for()
    {
        using var data = Small.Images(channels: 2);
        Train(
            data,
            new SampleGridCallback(folder.Path, count: 4, planes: true),
            new TrainingAnimation(folder["film.png"], count: 4, planes: true),
            new HtmlReport(folder["report.html"], new() { Samples = 4, Planes = true }),
            new TensorBoardLogger(folder["events"], new() { Samples = 4, Planes = true })
        );
        log.All.Should().BeEmpty();
        var grid = Png.Open(folder["grid.png"]);
        // two samples of two planes in a row
        (grid.Width, grid.Height, grid.Channels)
            .Should()
            .Be(((4 * 14) + 2, (2 * 10) + 2, 1));
        Png.Open(folder["film.png"]).Width.Should().Be(grid.Width);
        var image = Events.Read(folder["events"]).Values("samples").Last().Value;
        var png = Png.Read(Convert.FromHexString(image.GetProperty("png").GetString()!));
        png.Pixels.Should().Equal(grid.Pixels);
        var page = File.ReadAllText(folder["report.html"]);
        var pictures = Pictures()
            .Matches(page)
            .Select(match => Png.Read(Convert.FromBase64String(match.Groups[2].Value)));
        pictures.First().Pixels.Should().Equal(grid.Pixels);
        pictures.Skip(1).First().Width.Should().Be((2 * 14) + 2, "a sample beside its neighbours has its planes too");
        pictures.Last().Width.Should().Be((2 * 12 * 14) + 2, "a walk has twelve samples in a row");
    }

    [Fact]
    public void Pictures_of_more_than_2_GB_are_known_before_the_first_step()
    {
        using var data = Small.Images(channels: 3);
        const int Count = 5_000_000; // a square of 2,237 samples: 31,320 x 22,362 pixels
        const string Sentence =
            "5000000 samples cannot be drawn: A picture of 31320 x 22362 pixels and 3 channels takes 2.1 GB, but a "
            + "picture has at most 2 GB. Draw fewer.";
        FluentActions
            .Invoking(() => Train(data, new SampleGridCallback(folder.Path, Count)))
            .Should()
            .Throw<NotSupportedException>()
            .WithMessage($"{Sentence} Leave the SampleGridCallback out.");
        Train(
            data,
            new HtmlReport(folder["report.html"], new() { Samples = Count }),
            new TensorBoardLogger(folder["events"], new() { Samples = Count })
        );
        log.All.Should().HaveCount(2).And.OnlyContain(line => line.EndsWith($"has no pictures of samples. {Sentence}"));
    }

    [GeneratedRegex("<img (?:id=\"frame\" )?class=\"([^\"]*)\"[^>]*src=\"data:image/png;base64,([^\"]*)\"")]
    private static partial Regex Pictures();
}
