using Gan.Data;

namespace Gan.Monitoring.Tests;

[CollectionDefinition(nameof(RelativePathTests), DisableParallelization = true)]
public sealed class CurrentDirectoryCollection;

/// <summary>
/// Whoever writes or reads during a training goes by the directory that was the current one when it was made. That is
/// the process's own: no other test runs meanwhile.
/// </summary>
[Collection(nameof(RelativePathTests))]
public sealed class RelativePathTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string before = Directory.GetCurrentDirectory();

    public RelativePathTests()
    {
        Directory.CreateDirectory(folder["here"]);
        Directory.CreateDirectory(folder["elsewhere"]);
        Directory.SetCurrentDirectory(folder["here"]);
    }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        folder.Dispose();
    }

    private void GoElsewhere() => Directory.SetCurrentDirectory(folder["elsewhere"]);

    private string[] Files(string place) =>
        [
            .. Directory
                .GetFiles(folder[place], "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder[place], file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];

    // Another directory before the start and, by the callback, in the midst.
    private void TrainElsewhere(params ITrainingCallback[] callbacks)
    {
        using var data = Small.Images();
        var gan = callbacks.Aggregate(Small.Gan(data, steps: 4), (gan, callback) => gan.AddCallback(callback));
        using var trainer = gan.Build();
        GoElsewhere();
        foreach (var _ in trainer.Steps())
        {
            Directory.SetCurrentDirectory(folder.Path);
        }
    }

    public static TheoryData<string, Func<string, ITrainingCallback>> Callbacks =>
        new()
        {
            { "film.png", path => new TrainingAnimation(path, count: 4) },
            { "log.csv", path => new CsvLog(path) },
            { "log.jsonl", path => new JsonLinesLog(path) },
            { "report.html", path => new HtmlReport(path) },
            { "run.json", path => new RunRecord(path) },
        };

    [Theory, MemberData(nameof(Callbacks))]
    public void A_file_is_written_where_its_path_led_when_the_callback_was_made(
        string name,
        Func<string, ITrainingCallback> make
    )
    {
        TrainElsewhere(make(Path.Combine("out", name)));
        Files("here").Should().Equal($"out/{name}");
        Files("elsewhere").Should().BeEmpty();
    }

    [Fact]
    public void Grids_are_drawn_where_their_folder_was_and_are_listed_with_whole_paths()
    {
        var grids = new SampleGridCallback("grids", count: 4, moments: 1);
        TrainElsewhere(grids);
        Files("here").Should().Equal("grids/grid-000004.png", "grids/grid.png");
        grids.Files.Should().OnlyContain(file => Path.IsPathFullyQualified(file) && File.Exists(file));
    }

    [Fact]
    public void TensorBoard_s_events_are_written_where_their_folder_was()
    {
        TrainElsewhere(new TensorBoardLogger("events"));
        Files("here").Should().ContainSingle().Which.Should().StartWith("events/");
        Files("elsewhere").Should().BeEmpty();
    }

    [Fact]
    public void Checkpoints_are_stored_where_their_folder_was_at_Build_and_a_listed_one_is_loaded_from_there()
    {
        using var data = Small.Images();
        using (var trainer = Small.Gan(data, steps: 4).WithCheckpoints(new("checkpoints") { Every = 2 }).Build())
        {
            GoElsewhere();
            trainer.Train().Dispose();
        }
        Directory.SetCurrentDirectory(folder["here"]);
        var stored = StoredCheckpoint.In("checkpoints");
        GoElsewhere();
        stored.Select(checkpoint => checkpoint.Step).Should().Equal(4, 2);
        using var gan = stored[0].Load();
        gan.Step.Should().Be(4);
        Files("elsewhere").Should().BeEmpty();
    }

    [Fact]
    public void A_callback_that_goes_on_after_a_resume_finds_its_file()
    {
        var log = new CsvLog("log.csv");
        var film = new TrainingAnimation("film.png", count: 4);
        using var data = Small.Images();
        var gan = Small.Gan(data, steps: 4).AddCallback(log).AddCallback(film);
        using (var first = gan.WithCheckpoints(new(folder["checkpoints"]) { Every = 2 }).Build())
        {
            first.Steps().Take(2).Last();
        }
        GoElsewhere();
        gan.WithCheckpoints(new(folder["checkpoints"]) { Every = 2, Resume = true }).Train().Dispose();
        File.ReadLines(folder["here/log.csv"])
            .Skip(1)
            .Select(line => line.Split(',')[0])
            .Should()
            .Equal("1", "2", "3", "4");
        Files("elsewhere").Should().BeEmpty();
    }
}
