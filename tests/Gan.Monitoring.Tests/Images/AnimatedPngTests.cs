namespace Gan.Monitoring.Tests.Images;

public sealed class AnimatedPngTests : FilmTest
{
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
            .Equal(
                "IHDR",
                "tEXt",
                "iTXt",
                "tEXt",
                "acTL",
                "fcTL",
                "IDAT",
                "fcTL",
                "fdAT",
                "fcTL",
                "fdAT",
                "fcTL",
                "fdAT",
                "IEND"
            );
        Frames(Film).Should().Equal(0, 1, 2, 3, 4, 5, 6);
    }

    [Fact]
    public void A_foreign_file_in_the_way_of_a_resumed_film_is_replaced_and_not_misread()
    {
        using var data = Small.Images();
        GanBuilder Builder() =>
            Small.Gan(data, steps: 4).WithCheckpoints(new(folder["checkpoints"]) { Every = 2, Resume = true });
        using (var first = Builder().Build())
        {
            first.Steps().First(r => r.Step == 2);
        }
        File.WriteAllBytes(Film, [.. Enumerable.Range(0, 300).Select(n => (byte)(n * 7))]);
        Builder().AddCallback(new TrainingAnimation(Film, count: 4)).Train().Dispose();
        Steps(Film).Should().Equal(3, 4);
    }
}
