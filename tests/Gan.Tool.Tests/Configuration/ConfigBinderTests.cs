using Gan.Losses;
using Gan.Tool.Configuration;

namespace Gan.Tool.Tests.Configuration;

/// <summary>What a file of settings says becomes records, or all its mistakes at once.</summary>
public sealed class ConfigBinderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private RunSettings Bind(string yaml) =>
        ConfigBinder.Bind<RunSettings>(ConfigText.ReadFile(folder.Write("gan.yaml", yaml)));

    [Fact]
    public void A_file_becomes_the_librarys_records()
    {
        var settings = Bind(
            """
            networks: { name: dcgan-paper, featureMaps: 8 }
            loss: wgangp
            conditioning: { name: embedding, size: 10 }
            augmentation: [diffaugment, { name: noise, sigma: 0.2 }]
            penalties:
              - { penalty: { name: r1, gamma: 3 }, every: 16 }
            optimizer: { name: adam, learningRate: 1e-4, schedule: { name: linear, from: 0.5 } }
            training: { steps: 1e4, batchSize: 16, seed: 18446744073709551615, movingAverageDecay: 0.99 }
            """
        );
        settings.Networks.Should().Be(DcganOptions.Paper with { FeatureMaps = 8 });
        settings.Loss.Should().Be(new LossNames.Wgangp());
        settings.Conditioning.Should().Be(new LabelEmbedding(10));
        settings.Augmentation.Should().Equal(new DiffAugment(), new InstanceNoise(0.2));
        settings.Penalties.Should().ContainSingle().Which.Should().Be(new ScheduledPenalty(new R1Penalty(3), 16));
        settings.Optimizer.Should().Be(new AdamOptions(1e-4) { Schedule = new LinearDecay(0.5) });
        settings
            .Training.Should()
            .Be(
                new TrainingOptions
                {
                    Steps = 10_000,
                    BatchSize = 16,
                    Seed = ulong.MaxValue,
                    MovingAverageDecay = 0.99,
                }
            );
    }

    [Fact]
    public void All_mistakes_are_told_at_once_with_line_column_and_the_nearest_name()
    {
        var bind = () =>
            Bind(
                """
                training:
                  stpes: 5
                  batchSize: many
                networks: dcgn
                kernels: perhaps
                """
            );
        var place = folder["gan.yaml"];
        bind.Should()
            .Throw<GanConfigurationException>()
            .Which.Problems.Should()
            .Equal(
                $"{place}:2:3: 'training.stpes' is unknown. Did you mean 'steps'?",
                $"{place}:3:14: training.batchSize takes a whole number, but was 'many'.",
                $"{place}:4:11: networks 'dcgn' is unknown. Did you mean 'dcgan'?",
                $"{place}:5:10: kernels takes true or false, but was 'perhaps'."
            );
    }

    [Fact]
    public void A_name_that_ends_as_its_setting_does_is_named_all_the_same()
    {
        var bind = () => Bind("networks: works");
        bind.Should().Throw<GanConfigurationException>().WithMessage("*networks 'works' is unknown*");
    }

    [Theory]
    [InlineData("name: no", "no")]
    [InlineData("name: 1e-4", "1e-4")]
    [InlineData("name: 007", "007")]
    public void Text_stays_as_it_was_written_where_text_is_asked_for(string yaml, string name) =>
        Bind(yaml).Name.Should().Be(name);

    [Theory]
    [InlineData("no", false)]
    [InlineData("off", false)]
    [InlineData("Yes", true)]
    public void Words_of_truth_are_truths_where_one_is_asked_for(string word, bool truth) =>
        Bind($"kernels: {word}").Kernels.Should().Be(truth);

    [Fact]
    public void Relative_paths_are_relative_to_the_file()
    {
        var settings = Bind("data: { source: photos, cache: a/b.cache }");
        settings.Data.Source.Should().Be(folder["photos"]);
        settings.Data.Cache.Should().Be(folder["a/b.cache"]);
        Bind("data: { source: mnist }").Data.Source.Should().Be("mnist", "it is a name");
    }

    [Fact]
    public void Settings_that_are_written_are_read_as_the_same()
    {
        var settings = Bind(
            "{ out: /runs, networks: stylegan2-paper, loss: { name: relativistic, form: hinge }, stopping: plateau }"
        );
        var again = Bind(ConfigJson.Text(settings));
        again.Networks.Should().Be(StyleGan2Options.Paper);
        again.Loss.Should().Be(new LossNames.Relativistic(Form: RelativisticForm.Hinge));
        again.Training.Should().Be(new TrainingOptions(), "what nobody chose is still the preset's to choose");
        ConfigJson.Text(again).Should().Be(ConfigJson.Text(settings));
    }
}
