using Gan.Data;
using Gan.Tests.Game;
using static TorchSharp.torch;

namespace Gan.Tests.Checkpoints;

/// <summary>Checkpoints of games of one's own: who plays, with which networks, and what can be loaded.</summary>
public sealed class CheckpointPlayersTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-players").FullName;
    private readonly GaussianMixture data = GaussianMixture.Ring(count: 50);

    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private GanBuilder Lines(int width, params string[] names) =>
        AnyGame
            .Ring(data)
            .WithGame(_ =>
            {
                List<Player> players = [.. names.Select(n => new Player(n, nn.Linear(2, width), new AdamOptions()))];
                return new AnyGame(
                    players,
                    turn => players.ForEach(p => turn.Update(p, part => AnyGame.Mean(p, part)))
                );
            })
            .WithCheckpoints(new(folder) { Every = 1, Resume = true });

    private GanBuilder Generators(params string[] names) =>
        AnyGame
            .Ring(data)
            .WithGame(setup =>
            {
                List<Player> players = [.. names.Select(n => setup.MakePlayer(setup.MakeGenerator(), n))];
                return new AnyGame(
                    players,
                    turn => players.ForEach(p => turn.Update(p, part => Made((GeneratorNetwork)p.Network, part)))
                );
            })
            .WithCheckpoints(new(folder));

    private static Tensor Made(GeneratorNetwork generator, Part part) =>
        generator.call(part.Latents, null).square().mean();

    private static void Play(GanBuilder builder)
    {
        using var trainer = builder.Build();
        trainer.Steps().Count().Should().BePositive();
    }

    [Fact]
    public void Players_of_other_names_are_refused_with_both_lists_and_no_earlier_checkpoint_is_offered()
    {
        Play(Lines(1, "judge", "twin"));
        Lines(1, "judge", "brother")
            .Invoking(b => b.Build())
            .Should()
            .Throw<CheckpointException>()
            .Which.Message.Should()
            .StartWith("The training in '")
            .And.EndWith(
                "' had the players judge, twin, but this one has brother, judge. A player's name is part of its files "
                    + "and of its seeds: name them as they were, or choose another folder."
            );
    }

    [Fact]
    public void A_network_of_other_sizes_is_refused_and_no_earlier_checkpoint_is_offered()
    {
        Play(Lines(1, "judge"));
        Lines(3, "judge")
            .Invoking(b => b.Build())
            .Should()
            .Throw<CheckpointException>()
            .Which.Message.Should()
            .Contain("judge.safetensors: 'weight' is Float32[1, 2], but the training has Float32[3, 2]")
            .And.EndWith("make both as they were, or choose another folder.");
    }

    [Fact]
    public void A_checkpoint_without_a_generator_loads_none()
    {
        Play(Lines(1, "judge"));
        StoredCheckpoint
            .In(folder)[0]
            .Invoking(c => c.Load())
            .Should()
            .Throw<CheckpointException>()
            .WithMessage("The checkpoint '*' has no generator to load.");
    }

    [Fact]
    public void Of_several_generators_one_is_chosen_by_its_file()
    {
        Play(Generators("painter", "generator"));
        var stored = StoredCheckpoint.In(folder)[0];
        stored
            .Invoking(c => c.Load())
            .Should()
            .Throw<CheckpointException>()
            .WithMessage("*has several generators: average.safetensors, painter-average.safetensors. Load one by *");
        using var painter = TrainedGan.Load(Path.Combine(stored.Path, "painter-average.safetensors"));
        painter.Step.Should().Be(3);
    }
}
