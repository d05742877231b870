using Gan.Data;
using static TorchSharp.torch;

namespace Gan.Tests.Game;

/// <summary>A game of three players that Gan.Net does not know, one of which remembers: it trains, repeats and goes on
/// as the classic game does.</summary>
public sealed class PoolGameTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-pool").FullName;
    private readonly GaussianMixture data = GaussianMixture.Ring(count: 50);

    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private GanBuilder Builder(ulong seed = 7, Func<string, Turn, bool>? spoils = null) =>
        AnyGame
            .Ring(
                data,
                new()
                {
                    Steps = 6,
                    BatchSize = 8,
                    Seed = seed,
                    MovingAverageDecay = 0.9,
                }
            )
            .WithGame(setup => new PoolGame(setup, spoils));

    private static float[] Weights(GanTrainer trainer) =>
        [
            .. trainer.Context.Players.SelectMany(p =>
                p.Network.parameters().SelectMany(w => w.detach().flatten().data<float>().ToArray())
            ),
        ];

    private float[] Trained(ulong seed)
    {
        using var scope = NewDisposeScope();
        using var trainer = Builder(seed).Build();
        var before = Weights(trainer);
        var reports = trainer.Steps().ToList();
        reports.Should().HaveCount(6);
        reports[^1].Values.Keys.Should().Equal("loss/judge", "loss/historian", "loss/generator", "newest");
        reports[^1].Values.Values.Should().OnlyContain(value => double.IsFinite(value));
        Weights(trainer).Zip(before).Should().NotContain(pair => pair.First == pair.Second && pair.First != 0);
        return Weights(trainer);
    }

    [Fact]
    public void Equal_seeds_give_equal_weights_of_all_players()
    {
        var one = Trained(7);
        Trained(7).Should().Equal(one);
        Trained(8).Should().NotEqual(one);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_training_resumed_after_some_steps_is_the_straight_one_byte_for_byte(int steps)
    {
        GanTrainer Stored(string at) =>
            Builder().WithCheckpoints(new(Path.Combine(folder, at)) { Every = 1, Resume = true }).Build();
        using (var straight = Stored("straight"))
        {
            straight.Steps().Count().Should().Be(6);
        }
        using (var first = Stored("pieces"))
        {
            first.Steps().Take(steps).Count().Should().Be(steps);
        }
        using (var second = Stored("pieces"))
        {
            second.Step.Should().Be(steps);
            second.Steps().Count().Should().Be(6 - steps);
        }
        var expected = Path.Combine(folder, "straight", "step-00000006");
        string[] files =
        [
            .. Directory.GetFiles(expected).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal),
        ];
        files
            .Should()
            .Equal(
                "average.safetensors",
                "checkpoint.json",
                "checkpoint.json.sha256",
                "generator-optimizer.safetensors",
                "generator.safetensors",
                "historian-optimizer.safetensors",
                "historian.safetensors",
                "judge-optimizer.safetensors",
                "judge.safetensors",
                "memory.safetensors"
            );
        foreach (var file in files)
        {
            File.ReadAllBytes(Path.Combine(folder, "pieces", "step-00000006", file))
                .AsSpan()
                .SequenceEqual(File.ReadAllBytes(Path.Combine(expected, file)))
                .Should()
                .BeTrue("{0} must be the same", file);
        }
        using var scope = NewDisposeScope();
        Safetensors
            .Load(Path.Combine(expected, "memory.safetensors"))
            .Tensors["historian.pool/samples"]
            .shape.Should()
            .Equal(PoolGame.PoolSize, 2);
    }

    [Fact]
    public void A_checkpoint_of_another_game_is_refused_by_its_name()
    {
        Builder().WithCheckpoints(new(folder)).Train().Dispose();
        var resume = AnyGame
            .Of(data, (turn, line) => turn.Update(line, part => AnyGame.Mean(line, part)))
            .WithTraining(
                new()
                {
                    Steps = 6,
                    BatchSize = 8,
                    Seed = 7,
                    MovingAverageDecay = 0.9,
                }
            )
            .WithCheckpoints(new(folder) { Resume = true })
            .Build;
        resume
            .Should()
            .Throw<CheckpointException>()
            .Which.Message.Should()
            .Contain("game: stored PoolGame, given AnyGame");
    }

    [Fact]
    public void A_skipped_update_of_the_third_player_is_its_alone_and_names_it()
    {
        using var trainer = Builder(spoils: (name, turn) => name == "historian" && turn.Step == 3 && !turn.IsDry)
            .WithNumberGuard(new(NumberPolicy.Skip))
            .Build();
        var reports = trainer.Steps().ToList();
        reports
            .Select(r => double.IsNaN(r.Values["loss/historian"]))
            .Should()
            .Equal(false, false, true, false, false, false);
        reports.Should().OnlyContain(r => double.IsFinite(r.Values["loss/judge"] + r.Values["loss/generator"]));

        using var always = Builder(spoils: (name, turn) => name == "historian" && !turn.IsDry)
            .WithNumberGuard(new(NumberPolicy.Skip) { MaxSkips = 2 })
            .Build();
        var train = () => always.Steps().Count();
        var fault = train.Should().Throw<NonFiniteException>().Which;
        (fault.Step, fault.Player, fault.Place).Should().Be((3L, "historian", NumberPlace.Loss));
    }

    [Fact]
    public void A_return_to_a_checkpoint_after_a_fault_of_the_third_player_slows_all_players()
    {
        var faults = 0;
        var builder = Builder(
                spoils: (name, turn) => name == "historian" && turn.Step == 3 && !turn.IsDry && ++faults <= 1
            )
            .WithNumberGuard(new(NumberPolicy.RollBack) { RateFactor = 0.5, MaxRollbacks = 1 })
            .WithCheckpoints(new(folder) { Every = 2 });
        using (var trainer = builder.Build())
        {
            trainer.Steps().Select(r => r.Step).Should().Equal(1, 2, 3, 4, 5, 6);
            trainer.Context.Players.Select(trainer.Context.LearningRate).Should().Equal(5e-4, 1e-3, 1e-4);
        }
        faults = int.MinValue;
        var again = builder.WithCheckpoints(new(Path.Combine(folder, "other"))).Build;
        using var stopping = again();
        var train = () => stopping.Steps().Count();
        train.Should().Throw<NonFiniteException>().Which.Message.Should().StartWith("Step 3, update of the historian");
    }

    [Fact]
    public void Its_checkpoints_hold_a_generator_that_loads_alone()
    {
        using var trained = Builder().WithCheckpoints(new(folder)).Train();
        using var loaded = StoredCheckpoint.In(folder)[0].Load();
        using var samples = loaded.Sample(5, seed: 1);
        using var expected = trained.Sample(5, seed: 1);
        samples.data<float>().ToArray().Should().Equal(expected.data<float>().ToArray());
    }
}
