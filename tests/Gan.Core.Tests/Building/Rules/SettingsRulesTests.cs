using Gan.Data;
using Gan.Losses;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Building.Rules;

/// <summary>Each rule by its text: what was found and the remedy.</summary>
public class SettingsRulesTests
{
    private static readonly GanBuilder Good = Tiny.Builder();

    private static GeneratorNetwork Makes(NetworkSpec spec, params long[] shape) =>
        GeneratorNetwork.Wrap(
            Sequential(Linear(spec.LatentSize, shape.Aggregate(1L, (a, b) => a * b)), Unflatten(1, shape))
        );

    private static DiscriminatorNetwork Scores(NetworkSpec spec, params Module<Tensor, Tensor>[] last) =>
        DiscriminatorNetwork.Wrap(Sequential([Flatten(), Linear(spec.Size, 1), .. last]));

    private static GanBuilder OneGenerator()
    {
        var only = Makes(new NetworkSpec([1, 8, 8], 100), 1, 8, 8);
        return Good.WithNetworks(_ => only, s => Scores(s));
    }

    private sealed class Named : IGanMetric
    {
        public string Name => "m";

        public double Measure(TrainingContext context) => 0;
    }

    private sealed class Bare() : GeneratorNetwork("bare")
    {
        public override Tensor forward(Tensor latent, Tensor? condition) => zeros(latent.size(0), 1, 8, 8);
    }

    private sealed class Wide : DiscriminatorNetwork
    {
        private readonly Module<Tensor, Tensor> layer;

        public Wide(NetworkSpec spec)
            : base("wide")
        {
            layer = Linear(spec.Size, 3);
            RegisterComponents();
        }

        public override Tensor forward(Tensor sample, Tensor? condition) => layer.call(sample.flatten(1));
    }

    [Fact]
    public void A_cut_of_a_set_may_know_classes_that_it_does_not_show()
    {
        using var data = ArrayDataset.Table(new float[] { 1, 2, 3, 4 }, 1, [0, 1, 2, 3], classes: 1000);
        var gan = new GanBuilder().WithData(data).WithMlp(MlpOptions.Small).WithConditioning(new LabelConcatenation());
        gan = gan.WithTraining(new TrainingOptions { Steps = 1, BatchSize = 2 });
        gan.Invoking(g => g.Build().Dispose()).Should().NotThrow();
    }

    [Fact]
    public void A_training_on_a_disposed_data_set_says_so_and_names_it()
    {
        var data = ArrayDataset.Table(new float[] { 1, 2, 3, 4 }, 1, name: "gone");
        data.Dispose();
        var gan = new GanBuilder()
            .WithData(data)
            .WithMlp(MlpOptions.Small)
            .WithTraining(new TrainingOptions { Steps = 1, BatchSize = 2 });
        gan.Invoking(g => g.Train())
            .Should()
            .Throw<ObjectDisposedException>()
            .WithMessage("The data set 'gone' is disposed*")
            .Which.ObjectName.Should()
            .Be("gone");
    }

    public static TheoryData<string, Func<GanBuilder>> Rules() =>
        new()
        {
            {
                "The data set 'table' has 3 samples, but 5,000,001 classes, the largest label being the last: "
                    + "both networks would carry each of them. Number the labels from 0 without gaps.",
                () =>
                    new GanBuilder()
                        .WithData(ArrayDataset.Table(new float[] { 1, 2, 3 }, 1, [0, 1, 5_000_000]))
                        .WithMlp()
                        .WithConditioning(new LabelConcatenation())
                        .WithTraining(new TrainingOptions { BatchSize = 2 })
            },
            {
                "Steps must be at least 1, but was 0.",
                () => Good.WithTraining(new TrainingOptions { Steps = 0, BatchSize = 8 })
            },
            {
                "BatchSize must be at least 2, but was 1.",
                () => Good.WithTraining(new TrainingOptions { BatchSize = 1 })
            },
            {
                "CriticSteps must be at least 1, but was 0.",
                () => Good.WithTraining(new TrainingOptions { BatchSize = 8, CriticSteps = 0 })
            },
            {
                "MovingAverageDecay must be in [0, 1), but was 1.",
                () => Good.WithTraining(new TrainingOptions { BatchSize = 8, MovingAverageDecay = 1 })
            },
            {
                "Generator: AdamOptions.LearningRate must be greater than 0, but was -1.",
                () => Good.WithOptimizers(new AdamOptions(-1), new AdamOptions())
            },
            {
                "Discriminator: AdamOptions.LearningRate must be greater than 0, but was NaN.",
                () => Good.WithOptimizers(new AdamOptions(), new AdamOptions(double.NaN))
            },
            {
                "Generator: AdamOptions.Beta1 must be in [0, 1), but was 1.",
                () => Good.WithOptimizers(new AdamOptions(Beta1: 1))
            },
            {
                "Generator: RmsPropOptions.Alpha must be in [0, 1), but was 2.",
                () => Good.WithOptimizers(new RmsPropOptions(Alpha: 2))
            },
            {
                "The data set 'tiny' has 32 samples, fewer than BatchSize 64. Take a smaller batch or more data.",
                () => Good.WithTraining(new TrainingOptions { BatchSize = 64 })
            },
            {
                "LabelConcatenation needs labels, but the data set 'tiny' has none. "
                    + "Give it labels or leave WithConditioning out.",
                () => Tiny.Builder(Tiny.Images(labels: false)).WithConditioning(new LabelConcatenation())
            },
            {
                "DcganOptions.LatentSize must be at least 1, but was 0.",
                () => Good.WithDcgan(new DcganOptions { LatentSize = 0 })
            },
            {
                "DcganOptions.FeatureMaps must be at least 1, but was 0.",
                () => Good.WithDcgan(new DcganOptions { FeatureMaps = 0 })
            },
            {
                "A DCGAN makes images with sides from 8 up, but these are 7x7. The nearest that it makes: 8x8. "
                    + "Resize or pad them (Size and Resize of ImageFolderOptions), or use WithMlp().",
                () => Tiny.Builder(Tiny.Images(size: 7))
            },
            {
                "A DCGAN makes images [C, H, W], but the data set has samples of shape [2]. Use WithMlp() for vectors.",
                () => Good.WithData(GaussianMixture.Ring())
            },
            { "MlpOptions.Dropout must be in [0, 1), but was 1.", () => Good.WithMlp(new MlpOptions { Dropout = 1 }) },
            {
                "MlpOptions.GeneratorWidths must all be at least 1, but were 8, 0.",
                () => Good.WithMlp(new MlpOptions { GeneratorWidths = [8, 0] })
            },
            {
                "MlpOptions.LeakySlope must be in [0, 1), but was -0.1.",
                () => Good.WithMlp(new MlpOptions { LeakySlope = -0.1 })
            },
            {
                "latentSize must be at least 1, but was 0.",
                () => Good.WithNetworks(s => Makes(s, 1, 8, 8), s => Scores(s), latentSize: 0)
            },
            { "every must be at least 1, but was 0.", () => Good.AddPenalty(new GradientPenalty(), every: 0) },
            {
                "The discriminator ends in a sigmoid, but every loss here takes logits or critic values. "
                    + "Leave the sigmoid out; the losses apply it themselves, stably.",
                () => Good.WithNetworks(s => Makes(s, 1, 8, 8), s => Scores(s, Sigmoid()))
            },
            {
                "The discriminator expects [1, 8, 8] but the generator makes [1, 4, 4]. "
                    + "Change the generator's last layers to the shape of the data.",
                () => Good.WithNetworks(s => Makes(s, 1, 4, 4), s => Scores(s))
            },
            {
                "The discriminator must give one score a sample, [N] or [N, 1], but gave [2, 3] for N = 2. "
                    + "Flatten its features and end in Linear(…, 1).",
                () => Good.WithNetworks(s => Makes(s, 1, 8, 8), s => new Wide(s))
            },
            {
                "The generator's factory returns the same network at each call, "
                    + "but the moving average needs weights of its own. Make a new network inside the factory: *",
                OneGenerator
            },
            {
                "2 metrics are named 'm'. Give each a name of its own.",
                () => Good.AddMetric(new Named(), 1).AddMetric(new Named(), 2)
            },
            {
                "The generator has no parameters to train. "
                    + "Keep its layers in fields and call RegisterComponents() at the end of its constructor.",
                () => Good.WithNetworks(_ => new Bare(), s => Scores(s))
            },
            {
                "The generator cannot read latents [N, 100] (NetworkSpec.LatentSize, condition included): *",
                () => Good.WithNetworks(_ => GeneratorNetwork.Wrap(Linear(7, 64)), s => Scores(s))
            },
            {
                "The discriminator cannot read samples [N, 1, 8, 8] (NetworkSpec.Shape, condition included): *",
                () => Good.WithNetworks(s => Makes(s, 1, 8, 8), _ => DiscriminatorNetwork.Wrap(Linear(7, 1)))
            },
        };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_bad_setting_is_named_with_its_remedy(string text, Func<GanBuilder> builder)
    {
        var error = new Action(() => builder().Build()).Should().Throw<GanConfigurationException>().Which;
        error.Problems.Should().ContainMatch(text);
    }

    [Fact]
    public void All_problems_are_reported_at_once()
    {
        var bad = Good.WithTraining(new TrainingOptions { Steps = 0, BatchSize = 1 })
            .WithDcgan(new DcganOptions { FeatureMaps = 0 })
            .WithOptimizers(new AdamOptions(0));
        var error = new Action(() => bad.Build()).Should().Throw<GanConfigurationException>().Which;
        error.Problems.Should().HaveCount(5);
        error
            .Message.Should()
            .StartWith("5 problems:")
            .And.Contain("- Steps")
            .And.Contain("- BatchSize")
            .And.Contain("- DcganOptions.FeatureMaps");
    }
}
