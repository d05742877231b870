using System.Buffers.Binary;
using Gan.Data;
using Gan.Monitoring;

namespace Gan.Games.Tests;

/// <summary>What grids, films, reports, logs and the health monitor make of a game that translates.</summary>
public sealed class OnlookerTests
{
    private const int Shown = 4;

    [Fact]
    public void Grids_films_and_the_report_show_input_translation_and_target_and_name_each_player()
    {
        using var folder = new TemporaryFolder();
        using var images = Pictures.Squares(16);
        using var pairs = images.WithInput(new Masked(new CentreMask()));
        var health = new HealthMonitor(new HealthOptions { CheckEvery = 1, SampleEvery = 1 });
        using var trainer = new TranslationBuilder()
            .WithPairs(pairs)
            .WithContextEncoder()
            .WithTranslator(new ContextEncoder { FeatureMaps = 4, Bottleneck = 8 })
            .WithJudge(new PatchDiscriminator { Layers = 1, FeatureMaps = 4 })
            .With(gan => Watched(gan, folder, health))
            .Build();
        trainer.Train().Dispose();
        // Two columns of three pictures of 16 pixels, with 2 pixels around each row of three.
        PngSize(folder["grid.png"]).Should().Be(((2 * 50) + 2, (2 * 18) + 2));
        PngSize(folder["film.png"]).Should().Be(((2 * 50) + 2, (2 * 18) + 2));
        var report = File.ReadAllText(folder["report.html"]);
        report.Should().Contain("Translator").And.Contain("Judge").And.Contain("L2").And.Contain("beside its input");
        report.Should().NotContain("great circle", "there are no latents to walk between");
        report.Should().NotContain("near-title", "a translation is near its target");
        report.IndexOf("<th scope=\"row\">Translator", StringComparison.Ordinal).Should().BePositive();
        var log = Directory.GetFiles(folder["board"], "events.*").Single();
        File.ReadAllText(log).Should().Contain("loss/judge").And.Contain("PNG");
        health.Latest.Should().NotBeNull();
        health.Latest!.Spread.Should().BePositive("it looks at translations");
        health.Latest.Nearest.Should().BeNull("a translation should be near its target");
        File.ReadAllText(folder["run.json"]).Should().Contain("\"translator\"").And.Contain("\"judge\"");
    }

    [Fact]
    public void A_cycle_is_shown_both_ways_there_and_back()
    {
        using var folder = new TemporaryFolder();
        using var trainer = new CycleBuilder()
            .WithImages(Pictures.Squares(8), Pictures.Squares(8, invert: true))
            .WithCycleGan()
            .WithTranslator(new ResNetTranslator { Blocks = 1, FeatureMaps = 4 })
            .WithJudge(new PatchDiscriminator { Layers = 1, FeatureMaps = 4 })
            .With(gan => Watched(gan, folder, new HealthMonitor()))
            .Build();
        trainer.Train().Dispose();
        PngSize(folder["grid.png"]).Should().Be(((2 * 98) + 2, (2 * 18) + 2));
        var report = File.ReadAllText(folder["report.html"]);
        report.Should().Contain("Translators").And.Contain("Judge a").And.Contain("Judge b");
    }

    private static GanBuilder Watched(GanBuilder gan, TemporaryFolder folder, HealthMonitor health) =>
        gan.WithTraining(new TrainingOptions { Steps = 3, BatchSize = 4 })
            .AddCallback(new SampleGridCallback(folder.Path, Shown))
            .AddCallback(new TrainingAnimation(folder["film.png"], Shown))
            .AddCallback(new TensorBoardLogger(folder["board"]))
            .AddCallback(new RunRecord(folder["run.json"]))
            .AddCallback(health)
            .AddCallback(new HtmlReport(folder["report.html"]));

    private static (int Width, int Height) PngSize(string path)
    {
        var header = File.ReadAllBytes(path).AsSpan(16, 8);
        return (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..]));
    }
}
