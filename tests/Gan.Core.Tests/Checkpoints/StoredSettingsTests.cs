using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gan.Data;
using Gan.Losses;
using Gan.Tests.Game;
using static TorchSharp.torch;

namespace Gan.Tests.Checkpoints;

/// <summary>What a game of one's own gives its players itself is compared as the builder's settings are.</summary>
public sealed class StoredSettingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-players").FullName;
    private readonly GaussianMixture data = GaussianMixture.Ring(count: 50);

    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private GanBuilder Game(Func<GameSetup, OptimizerOptions> optimizer, params IParameterConstraint[] constraints) =>
        AnyGame
            .Ring(data)
            .WithGame(setup =>
            {
                var line = new Player("line", nn.Linear(2, 1), optimizer(setup)) { Constraints = constraints };
                return new AnyGame([line], turn => turn.Update(line, part => AnyGame.Mean(line, part)));
            });

    private void Store(GanBuilder builder)
    {
        using var trainer = builder.WithCheckpoints(new(folder)).Build();
        trainer.Steps().Count().Should().Be(3);
    }

    private Action Resuming(GanBuilder builder, params string[] allow) =>
        () => builder.WithCheckpoints(new(folder) { Resume = true, Allow = allow }).Build().Dispose();

    [Fact]
    public void Another_optimiser_of_a_player_is_refused_unless_it_is_allowed()
    {
        Store(Game(_ => new AdamOptions(1e-3)));
        Resuming(Game(_ => new AdamOptions(1e-3))).Should().NotThrow();
        var other = Game(_ => new AdamOptions(2e-3));
        Resuming(other)
            .Should()
            .Throw<CheckpointException>()
            .Which.Message.Should()
            .Contain("- players: stored line: AdamOptions { LearningRate = 0.001,")
            .And.Contain("given line: AdamOptions { LearningRate = 0.002,")
            .And.Contain("Allow = [\"players\"]");
        Resuming(other, "players").Should().NotThrow();
    }

    [Fact]
    public void Another_constraint_of_a_player_is_refused()
    {
        Store(Game(_ => new AdamOptions(1e-3), new WeightClipping(1)));
        Resuming(Game(_ => new AdamOptions(1e-3), new WeightClipping(2)))
            .Should()
            .Throw<CheckpointException>()
            .Which.Message.Should()
            .Contain("constraints [WeightClipping { Bound = 1 }], given line: ")
            .And.Contain("constraints [WeightClipping { Bound = 2 }]");
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_game_that_reads_its_progress_is_tied_to_its_length(bool reads)
    {
        GanBuilder Of(long steps) =>
            AnyGame.Of(
                data,
                (turn, line) =>
                {
                    var fade = reads ? 1 - turn.Progress : 1;
                    turn.Update(line, part => fade * AnyGame.Mean(line, part));
                },
                new() { Steps = steps, BatchSize = 8 }
            );
        Store(Of(3));
        var resume = Resuming(Of(30));
        if (reads)
        {
            resume.Should().Throw<CheckpointException>().WithMessage("*steps: stored 3, given 30*");
        }
        else
        {
            resume.Should().NotThrow();
        }
        Resuming(Of(30), "steps").Should().NotThrow();
    }

    [Fact]
    public void An_optimiser_of_the_settings_is_compared_once_by_its_own_name()
    {
        Store(Game(setup => setup.Settings.GeneratorOptimizer));
        var other = Game(setup => setup.Settings.GeneratorOptimizer).WithOptimizers(new AdamOptions(7e-3));
        Resuming(other)
            .Should()
            .Throw<CheckpointException>()
            .Which.Message.Should()
            .Contain("Allow = [\"generatorOptimizer\", \"discriminatorOptimizer\"]");
        Resuming(other, "generatorOptimizer", "discriminatorOptimizer").Should().NotThrow();
    }

    [Fact]
    public void A_checkpoint_from_before_players_were_stored_goes_on()
    {
        Store(Game(_ => new AdamOptions(1e-3)));
        var path = Path.Combine(folder, "step-00000003", "checkpoint.json");
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        manifest["settings"]!.AsObject().Remove("players").Should().BeTrue();
        File.WriteAllText(path, manifest.ToJsonString());
        File.WriteAllText(path + ".sha256", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
        Resuming(Game(_ => new AdamOptions(2e-3))).Should().NotThrow();
    }
}
