using Gan.Data;
using Gan.Losses;
using static Gan.Tests.Game.AnyGame;
using static TorchSharp.torch;

namespace Gan.Tests.Game;

/// <summary>Wrong games, each by what Build says of it.</summary>
public sealed class GameRulesTests : IDisposable
{
    private readonly GaussianMixture data = GaussianMixture.Ring(count: 50);

    public void Dispose() => data.Dispose();

    [Fact]
    public void A_game_needs_players() =>
        Refusals(Of(data, [], _ => { })).Should().Equal("The game has no players. Name who learns in Players.");

    [Fact]
    public void Players_have_names_of_their_own() =>
        Refusals(Of(data, [Line("judge"), Line("Judge")], _ => { }))
            .Should()
            .Equal("2 players are named 'judge'. Give each a name of its own.");

    [Theory]
    [InlineData("memory")]
    [InlineData("Average")]
    [InlineData("judge-optimizer")]
    public void A_name_is_no_file_of_a_checkpoint_that_belongs_to_another(string name) =>
        Refusals(Of(data, [Line(name)], _ => { }))
            .Should()
            .Equal(
                $"A player is named '{name}', which is a file of each checkpoint that is not its own. "
                    + "Give it another name."
            );

    [Fact]
    public void Players_share_no_weights()
    {
        var shared = nn.Linear(2, 1);
        Player[] players =
        [
            new("first", nn.Sequential(shared), new AdamOptions()),
            new("second", nn.Sequential(shared, nn.Linear(1, 1)), new AdamOptions()),
        ];
        Refusals(Of(data, players, _ => { }))
            .Should()
            .Equal(
                "The first and the second have weights in common, so that each would undo what the other learns. "
                    + "Put what they share into one of them."
            );
    }

    [Fact]
    public void A_player_has_weights() =>
        Refusals(Of(data, [new Player("empty", nn.ReLU(), new AdamOptions())], _ => { }))
            .Should()
            .ContainSingle(p => p.StartsWith("The empty has no parameters to train."));

    [Fact]
    public void Each_player_is_updated()
    {
        Player[] players = [Line("first"), Line("second")];
        Refusals(Of(data, players, turn => turn.Update(players[0], part => Mean(players[0], part))))
            .Should()
            .Equal("The game never updates the second. Call turn.Update for it in Play.");
    }

    [Fact]
    public void The_settings_of_a_players_optimiser_are_looked_at() =>
        Refusals(Of(data, [new Player("line", nn.Linear(2, 1), new AdamOptions(-1))], _ => { }))
            .Should()
            .Contain("Optimiser of the line: AdamOptions.LearningRate must be greater than 0, but was -1.");

    [Fact]
    public void The_settings_of_a_players_constraints_are_looked_at() =>
        Refusals(
                Of(
                    data,
                    [new Player("line", nn.Linear(2, 1), new AdamOptions()) { Constraints = [new WeightClipping(-1)] }],
                    _ => { }
                )
            )
            .Should()
            .Contain(problem => problem.StartsWith("WeightClipping of the line: ") && problem.Contains("-1"));

    [Fact]
    public void An_average_has_the_networks_shape_and_a_decay()
    {
        var wide = new Player("line", nn.Linear(2, 1), new AdamOptions()) { Average = nn.Linear(2, 4) };
        Refusals(Of(data, [wide], _ => { }))
            .Should()
            .Contain("The line's moving average has other weights than its network. Make both in the same way.");
        var still = new Player("line", nn.Linear(2, 1), new AdamOptions())
        {
            Average = nn.Linear(2, 1),
            AverageDecay = 1,
        };
        Refusals(Of(data, [still], _ => { }))
            .Should()
            .Contain("Player 'line': AverageDecay must be in [0, 1), but was 1.");
    }

    [Fact]
    public void A_failure_of_the_game_is_said_in_its_own_words() =>
        Refusals(Of(data, (turn, _) => turn.Value("nothing")))
            .Should()
            .Contain(p => p.Contains("Nothing was reported or kept as 'nothing' in this step."));

    [Fact]
    public void A_failure_names_the_game_and_the_player_and_keeps_what_was_thrown()
    {
        var thrown = new FormatException("twelve");
        var build = Of(data, (turn, line) => turn.Update(line, _ => throw thrown)).Build;
        var refusal = build.Should().Throw<GanConfigurationException>().Which;
        refusal.Problems.Should().Equal("AnyGame cannot play a step, in the update of the line: twelve");
        refusal.InnerException.Should().BeSameAs(thrown, "its stack trace says in which line");
    }

    [Fact]
    public void A_failure_between_updates_blames_no_player() =>
        Refusals(
                Of(
                    data,
                    (turn, line) =>
                    {
                        turn.Update(line, part => Mean(line, part));
                        turn.Value("nothing");
                    }
                )
            )
            .Should()
            .Equal("AnyGame cannot play a step: Nothing was reported or kept as 'nothing' in this step.");

    [Fact]
    public void An_objective_is_not_null() =>
        Refusals(Of(data, (turn, line) => turn.Update(line, _ => null!)))
            .Should()
            .Equal("The line's objective is null. Return a scalar.");

    [Fact]
    public void Players_are_not_null()
    {
        Refusals(Of(data, null!, _ => { })).Should().Equal("The game has no players. Name who learns in Players.");
        Refusals(Of(data, [Line(), null!], _ => { }))
            .Should()
            .Equal("A player of the game is null. Make all players in the constructor.");
    }

    [Fact]
    public void Transfer_names_players_of_the_game()
    {
        var builder = Of(data, (turn, line) => turn.Update(line, part => Mean(line, part)));
        var options = new TransferOptions
        {
            Discriminator = "none.safetensors",
            Players = new Dictionary<string, string> { ["judge"] = "none.safetensors" },
        };
        Refusals(builder.WithTransfer(options))
            .Should()
            .Equal(
                "TransferOptions names the player 'judge', but the game has 'line'.",
                "TransferOptions names the player 'discriminator', but the game has 'line'."
            );
    }
}
