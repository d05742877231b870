using Gan.Data;
using Gan.Tests.Game;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Training;

public class TrainingContextTests
{
    [Fact]
    public void Samples_come_from_the_moving_average_and_equal_seeds_stay_equal_while_it_stands()
    {
        using var trainer = Tiny.Builder().Build();
        using var before = trainer.Context.Sample(4, seed: 9);
        using var again = trainer.Context.Sample(4, seed: 9);
        trainer.Steps().ToList();
        using var after = trainer.Context.Sample(4, seed: 9);
        using var gan = trainer.Snapshot();
        using var final = gan.Sample(4, seed: 9);
        again.allclose(before, rtol: 0, atol: 0).Should().BeTrue();
        after.allclose(before).Should().BeFalse();
        final.allclose(after, rtol: 0, atol: 0).Should().BeTrue("the trained GAN is the moving average");
    }

    [Fact]
    public void Sampling_leaves_the_training_as_it_was()
    {
        using var sampled = Tiny.Builder().Build();
        using var plain = Tiny.Builder().Build();
        foreach (var _ in sampled.Steps())
        {
            sampled.Context.Sample(3).Dispose();
        }
        plain.Steps().ToList();
        using var a = sampled.Context.Sample(2);
        using var b = plain.Context.Sample(2);
        a.allclose(b, rtol: 0, atol: 0).Should().BeTrue();
    }

    [Fact]
    public void A_walk_of_the_context_is_that_of_the_trained_gan()
    {
        using var trainer = Tiny.Builder().Build();
        trainer.Steps().ToList();
        using var walk = trainer.Context.Interpolate(1, 2, 5);
        using var gan = trainer.Snapshot();
        using var later = gan.Interpolate(1, 2, 5);
        walk.allclose(later, rtol: 0, atol: 0).Should().BeTrue();
    }

    [Fact]
    public void An_onlooker_learns_at_the_end_what_broke_the_training_off()
    {
        Exception? seen = null;
        var fault = new IOException("disk full");
        var watch = new Hook(context => throw fault, context => seen = context.Failure);
        var builder = Tiny.Builder().WithObserverPolicy(ObserverPolicy.Throw).AddCallback(watch);
        FluentActions.Invoking(() => builder.Train()).Should().Throw<IOException>();
        seen.Should().BeSameAs(fault);
    }

    [Fact]
    public void A_training_that_was_cancelled_has_no_failure()
    {
        using var stop = new CancellationTokenSource();
        var seen = new List<Exception?>();
        Tiny.Builder()
            .AddCallback(new Hook(_ => stop.Cancel(), context => seen.Add(context.Failure)))
            .Train(cancellation: stop.Token)
            .Dispose();
        seen.Should().Equal([null]);
    }

    [Fact]
    public void The_loggers_are_the_builders()
    {
        var loggers = Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance;
        using var trainer = Tiny.Builder().WithLogging(loggers).Build();
        trainer.Context.Loggers.Should().BeSameAs(loggers);
    }

    [Fact]
    public void A_game_that_translates_makes_samples_and_pictures_from_the_inputs_of_the_data()
    {
        using var data = Tiny.Images(labels: false).WithInput(new Downscale(2));
        using var trainer = Tiny.Builder(data).WithGame(_ => new Doubling()).Build();
        var context = trainer.Context;
        using var batch = data.Read(arange(3), CPU);
        (context.MakesSamples, context.HasLatents).Should().Be((true, false));
        using var samples = context.Sample(3);
        using var made = context.Translate(batch.Input!);
        made.Equals(samples).Should().BeTrue();
        made[2, 0, 5, 3].ToDouble().Should().Be(batch.Input![2, 0, 2, 1].ToDouble());
        using var views = context.Views(3);
        views.shape.Should().Equal(3, 1, 8, 24);
        views.narrow(3, 0, 8).Equals(made).Should().BeTrue("the input is enlarged by repetition");
        views.narrow(3, 16, 8).Equals(batch.Samples).Should().BeTrue();
        context
            .Invoking(c => c.Interpolate(1, 2, 3))
            .Should()
            .Throw<InvalidOperationException>("there are no latents to walk between");
        context.Sample(40).shape[0].Should().Be(40, "the data begin anew");
    }

    [Fact]
    public void A_game_of_latents_translates_nothing_and_its_pictures_are_its_samples()
    {
        using var trainer = Tiny.Builder().Build();
        var context = trainer.Context;
        (context.MakesSamples, context.HasLatents).Should().Be((true, true));
        using var views = context.Views(3, seed: 5);
        using var samples = context.Sample(3, seed: 5);
        views.Equals(samples).Should().BeTrue();
        context
            .Invoking(c => c.Translate(zeros(1, 1, 4, 4)))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("ClassicGame does not translate inputs. Sample makes what it makes.");
    }

    [Fact]
    public void A_game_without_either_makes_no_samples()
    {
        using var data = GaussianMixture.Ring(count: 50);
        using var trainer = AnyGame
            .Of(data, (turn, line) => turn.Update(line, part => AnyGame.Mean(line, part)))
            .Build();
        (trainer.Context.MakesSamples, trainer.Context.HasLatents).Should().Be((false, false));
    }

    /// <summary>A translator that repeats each pixel, with a weight that learns nothing of use.</summary>
    private sealed class Doubling : IGame, ITranslator
    {
        private readonly TorchSharp.Modules.Linear line = nn.Linear(1, 1);

        public Doubling() => Players = [new Player("doubling", line, new AdamOptions(1e-3))];

        public IReadOnlyList<Player> Players { get; }

        public void Play(Turn turn) => turn.Update(Players[0], part => line.call(part.Input!.reshape(-1, 1)).mean());

        public Tensor Translate(Tensor input, ulong seed = 0) => input.repeat_interleave(2, 2).repeat_interleave(2, 3);
    }

    private sealed class Hook(Action<TrainingContext> step, Action<TrainingContext> end) : ITrainingCallback
    {
        public void OnStep(TrainingContext context, StepReport report) => step(context);

        public void OnEnd(TrainingContext context) => end(context);
    }

    [Fact]
    public void A_game_without_a_generator_has_no_snapshot_and_says_so_before_it_trains()
    {
        using var data = GaussianMixture.Ring(count: 50);
        using var trainer = AnyGame
            .Of(data, (turn, line) => turn.Update(line, part => AnyGame.Mean(line, part)))
            .Build();
        const string Message =
            "AnyGame has no player whose network makes samples (a GeneratorNetwork). Its players are line: "
            + "read Players instead.";
        trainer.Invoking(t => t.Train()).Should().Throw<InvalidOperationException>().WithMessage(Message);
        trainer.Step.Should().Be(0);
        trainer.Invoking(t => t.Snapshot()).Should().Throw<InvalidOperationException>().WithMessage(Message);
        trainer
            .Invoking(t => t.SnapshotDiscriminator())
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("*no player whose network judges samples*");
        trainer.Steps().Should().HaveCount(3);
    }
}
