namespace Gan.Monitoring.Tests;

public sealed class TrainingAnimationTests : FilmTest
{
    // What Pillow, which shares no line with the encoder, sees: size, loops, then duration and sum of the pixels of
    // each picture.
    private const string Pillow = """
        import sys
        from PIL import Image, ImageSequence
        film = Image.open(sys.argv[1])
        print(film.size[0], film.size[1], film.mode, film.n_frames, film.info["loop"])
        for frame in ImageSequence.Iterator(film):
            print(int(frame.info["duration"]), sum(frame.convert("L").getdata()))
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Film => folder["film.png"];

    private static long Sum(string path) => Png.Open(path).Pixels.Sum(p => (long)p);

    [PythonFact("PIL")]
    public void Pillow_plays_a_picture_for_each_moment_and_they_are_the_grids()
    {
        using var data = Small.Images();
        var grids = new SampleGridCallback(folder["grids"], count: 9, moments: 5);
        Small
            .Gan(data, steps: 5)
            .AddCallback(grids)
            .AddCallback(new TrainingAnimation(Film, count: 9, maxPictures: 6))
            .Train()
            .Dispose();
        var seen = Python.Lines("-c", Pillow, Film);
        seen[0].Should().Be("44 32 L 6 0");
        seen.Skip(1).Select(l => l.Split(' ')[0]).Should().Equal("100", "100", "100", "100", "100", "2000");
        seen.Skip(2)
            .Select(l => long.Parse(l.Split(' ')[1]))
            .Should()
            .Equal(grids.Files.Select(Sum), "the first picture is from before the first step");
        Directory.GetFiles(folder.Path).Should().Equal([Film], "nothing is left beside");
    }

    [PythonFact("PIL")]
    public void Colours_play_too()
    {
        using var data = Small.Images(channels: 3);
        Small
            .Gan(data, steps: 2)
            .AddCallback(
                new TrainingAnimation(Film, count: 4, frame: TimeSpan.FromSeconds(0.25), pause: TimeSpan.FromSeconds(1))
            )
            .Train()
            .Dispose();
        Python.Lines("-c", Pillow, Film).Select(l => l.Split(' ')[0]).Should().Equal("30", "250", "250", "1000");
        Python.Lines("-c", Pillow, Film)[0].Should().Be("30 22 RGB 3 0");
    }

    [Fact]
    public void Every_chunk_is_whole_and_sequence_numbers_have_no_gap()
    {
        using var data = Small.Images();
        Small.Gan(data, steps: 3).AddCallback(new TrainingAnimation(Film, count: 4)).Train().Dispose();
        Png.Open(Film)
            .Chunks.Should()
            .Equal("IHDR", "tEXt", "acTL", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND");
        Frames(Film).Should().Equal(0, 1, 2, 3, 4, 5, 6);
    }

    [Fact]
    public void A_long_training_has_as_many_pictures_as_allowed()
    {
        using var data = Small.Images();
        Small.Gan(data, steps: 40).AddCallback(new TrainingAnimation(Film, count: 4, maxPictures: 8)).Train().Dispose();
        Steps(Film).Should().Equal(0, 6, 12, 18, 23, 29, 35, 40);
    }

    [Fact]
    public void A_resumed_training_goes_on_with_its_film_and_a_fresh_one_begins_anew()
    {
        using var data = Small.Images();
        GanBuilder Builder() =>
            Small
                .Gan(data, steps: 8)
                .WithCheckpoints(new(folder["checkpoints"]) { Every = 3, Resume = true })
                .AddCallback(new TrainingAnimation(Film, count: 4, maxPictures: 20));
        using (var first = Builder().Build())
        {
            first.Steps().First(r => r.Step == 5);
        }
        Steps(Film).Should().Equal(0, 1, 2, 3, 4, 5);
        Builder().Train().Dispose();
        Steps(Film).Should().Equal(0, 1, 2, 3, 4, 5, 6, 7, 8);
        Small.Gan(data, steps: 2).AddCallback(new TrainingAnimation(Film, count: 4)).Train().Dispose();
        Steps(Film).Should().Equal(0, 1, 2);
    }

    [Fact]
    public void Settings_out_of_range_give_bound_and_value()
    {
        FluentActions
            .Invoking(() => new TrainingAnimation(Film, frame: TimeSpan.FromSeconds(66)))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("frame must be greater than 0 and at most 65 s, but was 66 s.*");
        FluentActions
            .Invoking(() => new TrainingAnimation(Film, maxPictures: 1))
            .Should()
            .Throw<ArgumentOutOfRangeException>();
    }
}
