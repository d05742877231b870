using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static Gan.Tests.Game.AnyGame;
using static TorchSharp.torch;

namespace Gan.Tests.Game;

/// <summary>What Build finds by playing once, and what it leaves behind.</summary>
public sealed class DryRunTests : IDisposable
{
    private readonly GaussianMixture data = GaussianMixture.Ring(count: 50);

    public void Dispose() => data.Dispose();

    [Fact]
    public void An_objective_is_a_scalar() =>
        Refusals(Of(data, (turn, line) => turn.Update(line, part => Score(line, part.Real))))
            .Should()
            .Equal(
                "The line's objective must be a scalar, but has shape [2, 1]. "
                    + "Let the loss and each penalty end in mean() or sum()."
            );

    [Fact]
    public void An_objective_depends_on_the_weights_of_its_player()
    {
        const string Refusal =
            "The line's objective does not depend on its weights, so that there is nothing to learn. "
            + "Compute it from what its network makes, with gradients enabled.";
        Refusals(Of(data, (turn, line) => turn.Update(line, part => part.Real.mean()))).Should().Equal(Refusal);
        Refusals(Of(data, (turn, line) => turn.Update(line, part => turn.WithoutGradient(() => Mean(line, part)))))
            .Should()
            .Equal(Refusal);
        Player[] players = [Line(), Line("other")];
        Refusals(
                Of(data, players, turn => players.ToList().ForEach(p => turn.Update(p, part => Mean(players[1], part))))
            )
            .Should()
            .Equal(Refusal);
    }

    [Fact]
    public void Two_samples_are_played_and_the_first_update_of_each_player_only()
    {
        var dry = new List<(bool IsDry, long Step, int Update, long Samples)>();
        using var trainer = Of(
                data,
                (turn, line) =>
                {
                    foreach (var update in new[] { 0, 1 })
                    {
                        turn.Update(
                                line,
                                part =>
                                {
                                    dry.Add((turn.IsDry, turn.Step, update, part.Count));
                                    return Mean(line, part);
                                },
                                update
                            )
                            .Should()
                            .Be(!turn.IsDry);
                    }
                }
            )
            .Build();
        dry.Should().Equal((true, 1, 0, 2));
        trainer.Steps().First();
        dry.Skip(1).Should().Equal((false, 1, 0, 8), (false, 1, 1, 8));
    }

    [Fact]
    public void A_loss_can_be_read_after_its_update_as_in_a_step()
    {
        var losses = new List<double>();
        using var trainer = Of(
                data,
                (turn, line) =>
                {
                    turn.Update(line, part => Mean(line, part) * 0 + 3);
                    losses.Add(turn.Value("loss/line").ToDouble());
                }
            )
            .Build();
        trainer.Steps().Count();
        losses.Should().Equal(3, 3, 3, 3);
    }

    [Fact]
    public void What_the_trial_remembers_and_changes_is_none_of_the_trainings()
    {
        var state = new PenaltyMemory();
        var norm = nn.BatchNorm1d(2);
        var player = new Player("norm", norm, new AdamOptions()) { State = { ["state"] = state } };
        using var trainer = Of(
                data,
                [player],
                turn =>
                    turn.Update(
                        player,
                        part =>
                        {
                            state.Remember("steps", (state.Recall("steps") ?? zeros(1)) + 1);
                            return norm.call(part.Real).square().mean();
                        }
                    )
            )
            .Build();
        state.Values.Should().BeEmpty();
        norm.running_mean!.abs().sum().ToDouble().Should().Be(0);
        trainer.Steps().Count();
        state.Recall("steps")!.ToDouble().Should().Be(3);
    }

    [Fact]
    public void What_the_constructor_remembers_is_there_in_the_first_step()
    {
        var line = Line();
        var state = new PenaltyMemory();
        line.State["state"] = state;
        using var trainer = Ring(data)
            .WithGame(_ =>
            {
                state.Remember("balance", ones(1));
                return new AnyGame(
                    [line],
                    turn =>
                        turn.Update(
                            line,
                            part =>
                            {
                                var balance = state.Recall("balance")!.clone();
                                state.Remember("balance", 2 * balance);
                                return Mean(line, part) * balance.mean();
                            }
                        )
                );
            })
            .Build();
        state.Recall("balance")!.ToDouble().Should().Be(1);
        trainer.Steps().Count();
        state.Recall("balance")!.ToDouble().Should().Be(8);
    }

    [Theory]
    [InlineData("NextBatch")]
    [InlineData("Update")]
    public void An_objective_begins_no_batch_and_no_update(string call)
    {
        void Misuse(Turn turn, Player line)
        {
            if (call == "NextBatch")
            {
                turn.NextBatch();
            }
            else
            {
                turn.Update(line, part => Mean(line, part));
            }
        }
        Refusals(
                Of(
                    data,
                    (turn, line) =>
                        turn.Update(
                            line,
                            part =>
                            {
                                Misuse(turn, line);
                                return Mean(line, part);
                            }
                        )
                )
            )
            .Should()
            .Contain(
                $"The game calls turn.{call} in an objective, while an update is under way. "
                    + "Call it in Play, between the updates."
            );
    }
}
