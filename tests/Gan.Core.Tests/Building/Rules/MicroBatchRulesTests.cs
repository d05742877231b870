using Gan.Losses;
using Gan.Tests.Training;
using Microsoft.Extensions.Logging;
using static TorchSharp.torch;

namespace Gan.Tests.Building.Rules;

/// <summary>Refusals and warnings of a step in parts, by their texts.</summary>
public sealed class MicroBatchRulesTests
{
    private static string Refusal(Func<GanBuilder, GanBuilder> change, int part = 4) =>
        FluentActions
            .Invoking(() =>
                change(MicroBatchCases.Networks["mlp"](Tiny.Builder()))
                    .WithTraining(MicroBatchCases.Training(part))
                    .Build()
            )
            .Should()
            .Throw<GanConfigurationException>()
            .Which.Message;

    [Fact]
    public void A_game_of_ones_own_is_judged_by_the_loss_that_it_uses_and_not_by_one_that_it_leaves_aside()
    {
        GanBuilder Game(GanBuilder builder, Func<GameSetup, IGanLoss?>? loss) =>
            builder.WithGame(setup => new OneLine(loss is null ? setup.Settings.Loss : loss(setup)));
        Refusal(b => Game(b.WithRelativistic(), loss: null)).Should().StartWith("RelativisticAverageLoss is no mean");
        Refusal(b => Game(b, _ => new RelativisticAverageLoss()))
            .Should()
            .Be(
                "RelativisticAverageLoss is no mean over samples, so that a batch of 8 cannot be split into parts of "
                    + "4. Leave MicroBatch out, or take another loss."
            );
        var builder = Tiny.Builder().WithRelativistic().WithTraining(MicroBatchCases.Training(4));
        Game(builder, _ => null).Build().Dispose();
        Game(builder, _ => new HingeLoss()).Build().Dispose();
    }

    private sealed class OneLine(IGanLoss? loss) : IGame
    {
        private readonly Player line = new("line", nn.Linear(64, 1), new AdamOptions());

        public IReadOnlyList<Player> Players => [line];

        public IGanLoss? AdversarialLoss(GameSetup setup) => loss;

        public void Play(Turn turn) =>
            turn.Update(line, part => ((nn.Module<Tensor, Tensor>)line.Network).call(part.Real.flatten(1)).mean());
    }

    [Fact]
    public void What_is_no_mean_over_samples_is_refused()
    {
        Refusal(b => b.WithRelativistic())
            .Should()
            .Be(
                "RelativisticAverageLoss is no mean over samples, so "
                    + "that a batch of 8 cannot be split into parts of 4. Leave MicroBatch out, or take another loss."
            );
        Refusal(b => b.WithLoss(new LabelFlipping(new HingeLoss(), 0.25)))
            .Should()
            .StartWith("LabelFlipping is no mean over samples");
        Refusal(b => b.WithLoss(new MultipleDiscriminatorLoss(new HingeLoss(), 1)).WithDiscriminators(2))
            .Should()
            .StartWith("MultipleDiscriminatorLoss is no mean over samples");
        Refusal(b => b.AddGeneratorPenalty(new FeatureMatching()))
            .Should()
            .Be("FeatureMatching is no mean over samples, which MicroBatch would split. Leave one of the two out.");
        Refusal(b => b.AddGeneratorPenalty(new PullingAway()))
            .Should()
            .StartWith("PullingAway is no mean over samples");
        Refusal(b => b.AddPenalty(new LeCamPenalty()))
            .Should()
            .StartWith("LeCamPenalty remembers a value of each update");
        Refusal(b => b.AddGeneratorPenalty(new PathLength()))
            .Should()
            .StartWith("PathLength remembers a value of each update");
        Refusal(b =>
                b.WithDcgan(
                    new DcganOptions
                    {
                        FeatureMaps = 4,
                        LatentSize = 8,
                        MinibatchStd = true,
                    }
                )
            )
            .Should()
            .StartWith("MinibatchStd compares the samples of a batch with each other");
    }

    [Theory]
    [InlineData(true, "critic compares the samples of a batch with each other, which MicroBatch would split. ")]
    [InlineData(false, "painter compares the samples of a batch with each other, which MicroBatch would split. ")]
    public void A_layer_of_ones_own_that_compares_samples_is_refused_as_the_librarys_are(bool critic, string sentence)
    {
        GeneratorNetwork Generator(NetworkSpec spec) => new Painter(spec, compares: !critic);
        DiscriminatorNetwork Discriminator(NetworkSpec spec) => new Critic(spec, compares: critic);
        FluentActions
            .Invoking(() =>
                Tiny.Builder().WithNetworks(Generator, Discriminator).WithTraining(MicroBatchCases.Training(4)).Build()
            )
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage(sentence + "Leave one of the two out.");
    }

    private static Tensor Around(Tensor values, bool compares) => compares ? values - values.mean([0]) : values;

    private sealed class Painter : GeneratorNetwork
    {
        private readonly nn.Module<Tensor, Tensor> layer;
        private readonly long[] shape;
        private readonly bool compares;

        internal Painter(NetworkSpec spec, bool compares)
            : base("painter")
        {
            layer = nn.Linear(spec.LatentSize, spec.Size);
            shape = [-1, .. spec.Shape];
            this.compares = compares;
            RegisterComponents();
        }

        public override Tensor forward(Tensor latent, Tensor? condition) =>
            Around(layer.call(latent), compares).view(shape);
    }

    private sealed class Critic : DiscriminatorNetwork
    {
        private readonly nn.Module<Tensor, Tensor> layer;
        private readonly bool compares;

        internal Critic(NetworkSpec spec, bool compares)
            : base("critic")
        {
            layer = nn.Linear(spec.Size, 1);
            this.compares = compares;
            RegisterComponents();
        }

        public override Tensor forward(Tensor sample, Tensor? condition) =>
            Around(layer.call(sample.flatten(1)), compares).flatten();
    }

    [Fact]
    public void Sizes_that_do_not_divide_are_refused_with_one_that_does()
    {
        Refusal(b => b, 3).Should().Be("BatchSize 8 is not a multiple of MicroBatch 3. Take MicroBatch 2.");
        Refusal(b => b, 0).Should().Be("MicroBatch must be at least 1, but was 0.");
        Refusal(b => b.WithPacking(4), 2)
            .Should()
            .Be(
                "MicroBatch 2 is not a multiple of the pack's 4 samples. Take a multiple of 4 that divides BatchSize 8."
            );
    }

    [Theory]
    [InlineData("dcgan", "batch normalisation takes the statistics of 4 samples instead of 8")]
    [InlineData("dcgan spectral norm", "spectral normalisation makes a power iteration for each part")]
    [InlineData("dcgan tutorial", "layers and augmentations that draw random numbers draw others")]
    public void What_is_not_exact_is_said_in_a_warning(string network, string reason) =>
        Warnings(MicroBatchCases.Networks[network](Tiny.Builder())).Should().Contain(w => w.Contains(reason));

    [Fact]
    public void What_is_exact_needs_no_warning() =>
        Warnings(MicroBatchCases.Networks["mlp"](Tiny.Builder()).WithWgangp()).Should().BeEmpty();

    [Fact]
    public void Terms_that_draw_for_a_whole_batch_are_named() =>
        Warnings(MicroBatchCases.Networks["mlp"](Tiny.Builder()).WithDragan())
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain("DraganPenalty draws random numbers");

    private static List<string> Warnings(GanBuilder builder)
    {
        using var log = new Recorder();
        using var trainer = builder.WithTraining(MicroBatchCases.Training(4)).WithLogging(log).Build();
        trainer.Steps().Should().HaveCount(2);
        return log.Warnings;
    }

    private sealed class Recorder : ILoggerFactory, ILogger
    {
        internal List<string> Warnings { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) { }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (logLevel == LogLevel.Warning)
            {
                Warnings.Add(formatter(state, exception));
            }
        }

        public void Dispose() { }
    }
}
