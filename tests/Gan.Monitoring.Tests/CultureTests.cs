using System.Text;
using System.Text.RegularExpressions;
using Gan.Data;
using Gan.Losses;
using Microsoft.Extensions.Logging;

namespace Gan.Monitoring.Tests;

/// <summary>
/// A training that is watched by all there is leaves the same files with the same text under each culture, but for what
/// was measured of time and memory. And it logs the same.
/// </summary>
public sealed partial class CultureTests
{
    [Theory, MemberData(nameof(Cultures.All), MemberType = typeof(Cultures))]
    public void All_files_of_a_training_are_the_same_under_every_culture(string culture)
    {
        var expected = Cultures.Under("", Train);
        var found = Cultures.Under(culture, Train);
        found.Keys.Should().BeEquivalentTo(expected.Keys, "file names are the same too");
        expected["run.json"].Should().Contain("\"learningRate\": 0.00015");
        foreach (var (name, text) in expected)
        {
            found[name].Should().Be(text, name);
        }
    }

    [Theory, MemberData(nameof(Cultures.All), MemberType = typeof(Cultures))]
    public void A_refusal_is_the_same_under_every_culture(string culture) =>
        Cultures.Under(culture, Refusal).Should().Be(Cultures.Under("", Refusal)).And.Contain("-1.5");

    // Name and text of each file, and of the log.
    private static Dictionary<string, string> Train()
    {
        using var folder = new TemporaryFolder();
        using var images = Small.Images();
        using var data = images.WithAugmentation(new RandomFlip(0.25), new RandomColor { Brightness = (0.75, 1.25) });
        var loggers = new TextLog();
        Small
            .Gan(data, steps: 6)
            .WithLoss(new LabelFlipping(new LeastSquaresLoss(-1, 1, 0), 0.25))
            .WithOptimizers(new AdamOptions(1.5e-4, Beta1: 0) { Schedule = new CosineDecay(0.25) })
            .AddPenalty(new LeCamPenalty(0.5), every: 2)
            .AddConstraint(new WeightClipping(0.75))
            .AddAugmentation(new InstanceNoise(0.125))
            .WithLogging(loggers)
            .WithCheckpoints(new(folder["checkpoints"]) { Every = 3 })
            .AddCallback(new SampleGridCallback(folder["grids"], count: 4, moments: 2))
            .AddCallback(new TrainingAnimation(folder["film.png"], count: 4))
            .AddCallback(new CsvLog(folder["log.csv"]))
            .AddCallback(new JsonLinesLog(folder["log.jsonl"]))
            .AddCallback(new TensorBoardLogger(folder["events"], new() { Samples = 4 }, new StandingClock()))
            .AddCallback(new HtmlReport(folder["report.html"], time: new StandingClock()))
            .AddCallback(new RunRecord(folder["run.json"]))
            .Train()
            .Dispose();
        var files = Directory
            .GetFiles(folder.Path, "*", SearchOption.AllDirectories)
            .ToDictionary(
                file => Path.GetRelativePath(folder.Path, file),
                file => Text(file).Replace(folder.Path, "folder", StringComparison.Ordinal)
            );
        files["log"] = loggers.Text.Replace(folder.Path, "folder", StringComparison.Ordinal);
        return files;
    }

    private static string Refusal()
    {
        using var data = Small.Images();
        var building = () =>
            Small
                .Gan(data)
                .WithOptimizers(new AdamOptions(-1.5) { ClipNorm = -0.25, Schedule = new CosineDecay(-2.5) })
                .AddPenalty(new R1Penalty(-0.5))
                .AddConstraint(new WeightClipping(-1e-7))
                .WithTraining(new() { Steps = -5, MovingAverageDecay = 1.25 })
                .Build();
        return building.Should().Throw<GanConfigurationException>().Which.Message;
    }

    private static string Text(string file) =>
        Path.GetExtension(file) switch
        {
            ".json" or ".jsonl" or ".html" => Times().Replace(File.ReadAllText(file), ""),
            ".csv" => string.Join('\n', File.ReadLines(file).Select(WithoutTimes)),
            ".png" or ".safetensors" or ".sha256" => Convert.ToHexString(File.ReadAllBytes(file)),
            _ => string.Join('\n', Words().Matches(File.ReadAllText(file, Encoding.Latin1)).Select(word => word.Value)),
        };

    // Seconds of the training, samples a second, seconds of the step and of its waiting: as numbers with a point.
    private static string WithoutTimes(string row)
    {
        var cells = row.Split(',');
        return string.Join(',', cells.Select((cell, i) => i is 1 or 7 or 8 or 9 ? Point().Replace(cell, "") : cell));
    }

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)?(E-[0-9]+)?$")]
    private static partial Regex Point();

    // In JSON, and in the report's tiles and its last chart.
    [GeneratedRegex(
        @"""(seconds|samplesPerSecond|stepSeconds|dataWaitSeconds)"": ?[0-9]+(\.[0-9]+)?(E-[0-9]+)?"
            + @"|<dd>[0-9]+:[0-9]{2} <small></small></dd>|<dd>[0-9]+(,[0-9]{3})* <small>samples/s</small></dd>"
            + @"|,\{""title"":""Speed"",[^{]*\{[^}]*\}\]\}"
    )]
    private static partial Regex Times();

    // Text among the bytes of TensorBoard's events.
    [GeneratedRegex(@"[\x20-\x7e\x80-\xff]{20,}")]
    private static partial Regex Words();

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 21, 12, 30, 45, TimeSpan.Zero);
    }

    private sealed class TextLog : ILoggerFactory, ILogger
    {
        private readonly List<string> lines = [];

        public string Text => string.Join('\n', lines);

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) { }

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.Add(formatter(state, exception));

        public void Dispose() { }
    }
}
