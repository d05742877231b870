using System.Text.Json;
using Gan.Data;
using Gan.Losses;

namespace Gan.Tests.Checkpoints;

/// <summary>
/// A training goes on on a machine of another culture. The checkpoints in Fixtures/ were written by commit 3970fdf,
/// which stored numbers as the culture in the folder's name has them: "LearningRate = 0,0002".
/// </summary>
public sealed class CultureTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-culture").FullName;
    private readonly IDataset data = Tiny.Images().WithAugmentation(new RandomAffine { Scale = (0.75, 1.25) }, Flip);

    public static TheoryData<string> Earlier => ["de-DE", "sv-SE", "ar-SA", "fa-IR"];

    public static TheoryData<string, string> Pairs =>
        new()
        {
            { "", "de-DE" },
            { "de-DE", "" },
            { "tr-TR", "ar-SA" },
            { "ar-SA", "fa-IR" },
            { "fa-IR", "de-DE" },
        };

    private static RandomFlip Flip => new(0.25);

    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    // All that prints numbers: fractions, powers of ten, a number below 0.
    private GanBuilder Builder(double rate = 1e-7, double lambda = 0.25, IDataset? other = null) =>
        Tiny.Builder(other ?? data)
            .WithMlp(
                new MlpOptions
                {
                    LatentSize = 4,
                    GeneratorWidths = [8],
                    DiscriminatorWidths = [8],
                }
            )
            .WithLoss(new LabelFlipping(new LeastSquaresLoss(-1, 1, 0), 0.25))
            .AddPenalty(new LeCamPenalty(lambda), every: 2)
            .AddGeneratorPenalty(new ModeSeeking(0.25))
            .AddAugmentation(new InstanceNoise(0.1))
            .AddStopping(new PlateauStopping())
            .AddConstraint(new WeightClipping(0.5))
            .WithOptimizers(
                new AdamOptions(rate, 0, 0.9) { Schedule = new WarmUp(10, new CosineDecay(0.25)), ClipNorm = 1.5 },
                new RmsPropOptions()
            )
            .WithTraining(
                new TrainingOptions
                {
                    Steps = 4,
                    BatchSize = 8,
                    Seed = 1,
                    DataGrowth = new(0.5),
                    MovingAverageDecay = 0.5,
                }
            );

    private CheckpointOptions Options(bool resume) => new(folder) { Every = 2, Resume = resume };

    private string Manifest(int step) => Path.Combine(folder, $"step-{step:D8}", "checkpoint.json");

    private void TakeEarlier(string culture)
    {
        var from = Path.Combine(AppContext.BaseDirectory, "Checkpoints", "Fixtures", culture, "step-00000002");
        var to = Directory.CreateDirectory(Path.Combine(folder, "step-00000002")).FullName;
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private static Dictionary<string, string> Settings(string manifest)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
        var settings = json.RootElement.GetProperty("settings");
        return settings.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!);
    }

    [Theory, MemberData(nameof(Pairs))]
    public void A_training_goes_on_under_another_culture(string before, string after)
    {
        Cultures.Under(before, () => Builder().WithCheckpoints(Options(resume: false)).Train()).Dispose();
        Directory.Delete(Path.GetDirectoryName(Manifest(4))!, recursive: true);
        using var trainer = Cultures.Under(after, () => Builder().WithCheckpoints(Options(resume: true)).Build());
        trainer.Step.Should().Be(2);
    }

    [Theory, MemberData(nameof(Cultures.All), MemberType = typeof(Cultures))]
    public void What_is_stored_is_the_same_under_every_culture(string culture)
    {
        Cultures.Under("", () => Builder().WithCheckpoints(Options(resume: false)).Train()).Dispose();
        var expected = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(f => f, Bytes);
        Directory.Delete(folder, recursive: true);
        Cultures.Under(culture, () => Builder(other: Anew()).WithCheckpoints(Options(resume: false)).Train()).Dispose();
        var found = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(f => f, Bytes);
        found.Should().BeEquivalentTo(expected);

        static string Bytes(string file) => Convert.ToBase64String(File.ReadAllBytes(file));
        IDataset Anew() => Tiny.Images().WithAugmentation(new RandomAffine { Scale = (0.75, 1.25) }, Flip);
    }

    [Theory, MemberData(nameof(Earlier))]
    public void What_an_earlier_version_stored_under_a_culture_goes_on(string culture)
    {
        TakeEarlier(culture);
        Settings(Manifest(2))["generatorOptimizer"].Should().NotContain("1.5", "it is a witness of the fault");
        Builder().WithCheckpoints(Options(resume: true)).Train().Dispose();
        using var trainer = Builder().Build();
        Settings(Manifest(4)).Should().Equal(trainer.Settings.Describe(), "the rest is stored as it should be");
    }

    [Theory, MemberData(nameof(Earlier))]
    public void What_has_truly_changed_since_is_seen(string culture)
    {
        TakeEarlier(culture);
        var changed = () => Builder(rate: 1.5e-7, lambda: 0.5).WithCheckpoints(Options(resume: true)).Build();
        changed
            .Should()
            .Throw<CheckpointException>()
            .Which.Message.Should()
            .Contain("Allow = [\"penalties\", \"generatorOptimizer\"]");
    }

    [Theory]
    [InlineData("data", "RandomFlip { Horizontal = 0,25", "RandomFlip { Horizontal = 0,2,5")]
    [InlineData("data", "tiny, ", "tiny. ")]
    [InlineData("shape", "[1, 8, 8]", "[1. 8, 8]")]
    [InlineData("penalties", "Lambda = 0,25", "Lambda = 025")]
    [InlineData("movingAverageDecay", "0.5", "0,5")]
    public void Commas_that_are_no_decimal_commas_are_compared_as_they_stand(string setting, string text, string other)
    {
        TakeEarlier("de-DE");
        Rewrite(setting, text, other);
        var resuming = () => Builder().WithCheckpoints(Options(resume: true)).Build();
        resuming.Should().Throw<CheckpointException>().Which.Message.Should().Contain($"Allow = [\"{setting}\"]");
    }

    [Fact]
    public void In_what_was_stored_without_decimal_commas_every_comma_counts()
    {
        Builder().WithCheckpoints(Options(resume: false)).Train().Dispose();
        Directory.Delete(Path.GetDirectoryName(Manifest(4))!, recursive: true);
        Rewrite("constraints", "Bound = 0.5", "Bound = 0,5");
        var resuming = () => Builder().WithCheckpoints(Options(resume: true)).Build();
        resuming.Should().Throw<CheckpointException>().Which.Message.Should().Contain("Allow = [\"constraints\"]");
    }

    private void Rewrite(string setting, string text, string other)
    {
        var path = Manifest(2);
        var lines = File.ReadAllLines(path);
        var line = Array.FindIndex(lines, l => l.Contains($"\"{setting}\""));
        lines[line].Should().Contain(text);
        lines[line] = lines[line].Replace(text, other, StringComparison.Ordinal);
        File.WriteAllText(path, string.Join('\n', lines));
        var hash = System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path));
        var stored = File.ReadAllText(path + ".sha256");
        File.WriteAllText(path + ".sha256", Convert.ToHexStringLower(hash) + stored[64..]);
    }
}
