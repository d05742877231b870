using Gan.Data;
using static Gan.Tests.Game.AnyGame;
using static TorchSharp.torch;

namespace Gan.Tests.Game;

/// <summary>What a step hands to a game.</summary>
public sealed class TurnTests : IDisposable
{
    private readonly GaussianMixture data = GaussianMixture.Ring(count: 50);

    public void Dispose() => data.Dispose();

    private static float[] Numbers(Tensor tensor) => tensor.detach().flatten().data<float>().ToArray();

    [Fact]
    public void A_batch_outlives_a_scope_that_the_game_opens_around_an_update()
    {
        using var trainer = Of(
                data,
                (turn, line) =>
                {
                    for (var update = 0; update < 2; update++)
                    {
                        using var scope = NewDisposeScope();
                        turn.Update(line, part => Mean(line, part), update);
                    }
                }
            )
            .Build();
        trainer.Steps().Should().HaveCount(3);
    }

    [Fact]
    public void What_was_never_reported_cannot_be_read()
    {
        using var trainer = Of(
                data,
                (turn, line) =>
                {
                    turn.Update(line, part => Mean(line, part));
                    if (!turn.IsDry)
                    {
                        turn.Value("score/real");
                    }
                }
            )
            .Build();
        var train = () => trainer.Steps().Count();
        train
            .Should()
            .Throw<KeyNotFoundException>()
            .Which.Message.Should()
            .Be("Nothing was reported or kept as 'score/real' in this step.");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public void What_is_kept_is_whole_after_the_update_has_no_graph_and_stands_in_no_report(int? microBatch)
    {
        var kept = new List<Tensor>();
        using var trainer = Of(
                data,
                (turn, line) =>
                {
                    turn.Update(
                        line,
                        part =>
                        {
                            turn.Keep("scores", Score(line, part.Real));
                            return Mean(line, part);
                        }
                    );
                    kept.Add(turn.Value("scores").alias().DetachFromDisposeScope());
                },
                new()
                {
                    Steps = 1,
                    BatchSize = 8,
                    MicroBatch = microBatch,
                }
            )
            .Build();
        var report = trainer.Steps().Single();
        kept[^1].shape.Should().Equal(8, 1);
        kept[^1].requires_grad.Should().BeFalse();
        report.Values.Keys.Should().Equal("loss/line");
        kept.ForEach(tensor => tensor.Dispose());
    }

    [Fact]
    public void A_stream_is_a_function_of_purpose_step_and_update()
    {
        var drawn = new List<float[]>();
        using var trainer = Of(
                data,
                (turn, line) =>
                {
                    turn.Update(line, part => Mean(line, part));
                    if (!turn.IsDry)
                    {
                        drawn.Add(Numbers(randn([4], generator: turn.Random("pool"))));
                        drawn.Add(Numbers(randn([4], generator: turn.Random("noise"))));
                        drawn.Add(Numbers(randn([4], generator: turn.Random("pool", 1))));
                        drawn.Add(Numbers(randn([4], generator: turn.Random("pool"))));
                    }
                }
            )
            .Build();
        trainer.Steps().Take(2).Count();
        drawn[3].Should().Equal(drawn[0]);
        drawn.Select(d => d[0]).Distinct().Should().HaveCount(6, "each step has three streams");
    }

    [Fact]
    public void A_turn_knows_its_place_in_the_training()
    {
        var places = new List<(long, double)>();
        using var trainer = Of(
                data,
                (turn, line) =>
                {
                    turn.Update(line, part => Mean(line, part));
                    turn.Device.Should().Be(CPU);
                    places.Add((turn.Step, turn.Progress));
                },
                new() { Steps = 4, BatchSize = 8 }
            )
            .Build();
        trainer.Steps().Count();
        places.Skip(1).Should().Equal((1, 0), (2, 0.25), (3, 0.5), (4, 0.75));
    }

    [Fact]
    public void The_weights_of_the_others_are_frozen_in_an_update()
    {
        Player[] players = [Line("first"), Line("second")];
        using var trainer = Of(
                data,
                players,
                turn =>
                {
                    turn.Update(
                        players[0],
                        part =>
                        {
                            players[1].Network.parameters().Should().OnlyContain(p => !p.requires_grad);
                            return Mean(players[0], part) * Mean(players[1], part);
                        }
                    );
                    turn.Update(players[1], part => Mean(players[1], part));
                }
            )
            .Build();
        trainer.Steps().Should().HaveCount(3);
        players[1].Network.parameters().Should().OnlyContain(p => p.requires_grad);
    }

    [Fact]
    public void An_objective_that_fails_leaves_no_tensor_behind()
    {
        using var trainer = Of(
                data,
                (turn, line) =>
                    turn.Update(
                        line,
                        part =>
                        {
                            turn.Report("real", part.Real);
                            return turn.IsDry ? Mean(line, part) : throw new InvalidOperationException("mine");
                        }
                    )
            )
            .Build();
        long Left()
        {
            var train = () => trainer.Steps().Count();
            train.Should().Throw<InvalidOperationException>().WithMessage("mine");
            return Tensor.TotalCount;
        }
        var once = Left();
        Left().Should().Be(once);
    }

    [Fact]
    public void Bad_arguments_are_refused_by_name()
    {
        var refused = new List<string?>();
        void Refuse(Action call) => refused.Add(call.Should().Throw<ArgumentException>().Which.ParamName);
        var builder = Of(
            data,
            (turn, line) =>
            {
                Refuse(() => turn.Update(null!, part => Mean(line, part)));
                Refuse(() => turn.Update(line, null!));
                Refuse(() => turn.WithoutGradient(null!));
                Refuse(() => turn.BeginStep(null!));
                Refuse(() => turn.Random(""));
                Refuse(() => turn.Report("", zeros(1)));
                Refuse(() => turn.Report("name", null!));
                Refuse(() => turn.Keep("", zeros(1)));
                Refuse(() => turn.Keep("name", null!));
                turn.Update(line, part => Mean(line, part));
            }
        );
        builder.Build().Dispose();
        Refuse(() => builder.WithGame<AnyGame>(null!));
        refused
            .Should()
            .Equal("player", "objective", "make", "player", "purpose", "name", "value", "name", "value", "make");
    }
}
