using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Runs what docs/adding-a-game.md shows.</summary>
public sealed class AddingAGameTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("gan-docs").FullName;
    private readonly GaussianMixture data = GaussianMixture.Ring();

    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(root, recursive: true);
    }

    private GanBuilder Of(int steps) =>
        Tiny.Ring(data)
            .WithMlp(
                new MlpOptions
                {
                    LatentSize = 4,
                    GeneratorWidths = [64, 64],
                    DiscriminatorWidths = [64, 64],
                    Dropout = 0,
                }
            )
            .WithOptimizers(new AdamOptions(1e-3), new AdamOptions(1e-3))
            .WithTraining(new TrainingOptions { Steps = steps, BatchSize = 64 })
            .WithGame(setup => new TwoDiscriminators(setup));

    private GanBuilder Stored(int steps, string folder) =>
        Of(steps).WithCheckpoints(new CheckpointOptions(Path.Combine(root, folder)) { Every = 2, Resume = true });

    [Fact]
    public void The_pages_game_learns_the_ring()
    {
        using var untrained = Of(1).Train();
        using var gan = Of(1000).Train();
        Distance(gan).Should().BeLessThan(Distance(untrained) / 2, "samples move towards the modes");
    }

    [Fact]
    public void The_pages_game_reports_a_loss_a_player_and_its_own_value()
    {
        using var trainer = Of(1).Build();
        var report = trainer.Steps().Single();
        report
            .Values.Keys.Should()
            .Equal("loss/first discriminator", "loss/second discriminator", "loss/generator", "agreement");
        report.Values["agreement"].Should().BeInRange(-1, 1);
        report.GeneratorLoss.Should().Be(report.Values["loss/generator"]);
    }

    [Fact]
    public void The_pages_game_goes_on_bit_for_bit()
    {
        using var whole = Stored(4, "whole").Train();
        using (Stored(2, "broken").Train()) { }
        using var resumed = Stored(4, "broken").Train();
        using var samples = resumed.Sample(50, seed: 1);
        using var expected = whole.Sample(50, seed: 1);
        samples.data<float>().ToArray().Should().Equal(expected.data<float>().ToArray());
    }

    [Fact]
    public void The_pages_builder_trains()
    {
        var builder = new GanBuilder()
            .WithMlp(MlpOptions.Small)
            .WithTraining(new TrainingOptions { Steps = 2, MicroBatch = 16 });
        using var gan = builder
            .WithData(GaussianMixture.Ring())
            .WithLoss(new HingeLoss())
            .WithGame(setup => new TwoDiscriminators(setup))
            .Train();
        gan.Step.Should().Be(2);
    }

    /// <summary>From a sample to the centre next to it, on average.</summary>
    private double Distance(TrainedGan gan)
    {
        using var scope = NewDisposeScope();
        var centres = tensor(data.Centers.SelectMany(c => new[] { (float)c.X, (float)c.Y }).ToArray()).view(-1, 2);
        return cdist(gan.Sample(500), centres).min(1).values.mean().ToDouble();
    }
}

/// <summary>One generator against two discriminators with weights of their own; it heeds the mean of both (GMAN,
/// Durugkar et al. 2017, arXiv:1611.01673).</summary>
public sealed class TwoDiscriminators : IGame
{
    private readonly IGanLoss loss;
    private readonly GeneratorNetwork generator;
    private readonly DiscriminatorNetwork first;
    private readonly DiscriminatorNetwork second;

    public TwoDiscriminators(GameSetup setup)
    {
        loss = setup.Settings.Loss;
        generator = setup.MakeGenerator();
        first = setup.MakeDiscriminator();
        second = setup.MakeDiscriminator();
        Players =
        [
            new Player("first discriminator", first, setup.Settings.DiscriminatorOptimizer),
            new Player("second discriminator", second, setup.Settings.DiscriminatorOptimizer),
            setup.MakePlayer(generator),
        ];
    }

    public IReadOnlyList<Player> Players { get; }

    public void Play(Turn turn)
    {
        turn.Update(Players[0], part => Judge(turn, first, part));
        turn.Update(Players[1], part => Judge(turn, second, part));
        turn.Update(Players[2], part => Fool(turn, part));
    }

    private Tensor Judge(Turn turn, DiscriminatorNetwork discriminator, Part part)
    {
        var fake = turn.WithoutGradient(() => generator.call(part.Latents, part.Condition));
        var (realScores, fakeScores) = discriminator.Scores(part.Real, fake, part.Condition);
        return loss.Discriminator(realScores, fakeScores);
    }

    private Tensor Fool(Turn turn, Part part)
    {
        var fake = generator.call(part.Latents, part.Condition);
        var one = first.call(fake, part.Condition);
        var two = second.call(fake, part.Condition);
        turn.Report("agreement", (one * two).sign());
        var fooled = loss.Generator(one, () => first.call(part.Real, part.Condition));
        return (fooled + loss.Generator(two, () => second.call(part.Real, part.Condition))) / 2;
    }
}
