using Gan.Data;
using Gan.Losses;
using static Gan.Tests.Game.AnyGame;
using static TorchSharp.torch;

namespace Gan.Tests.Game;

/// <summary>What Build says of games of one's own under MicroBatch.</summary>
public sealed class SplitTrialTests : IDisposable
{
    private static readonly TrainingOptions InParts = new()
    {
        Steps = 1,
        BatchSize = 8,
        MicroBatch = 4,
    };

    private readonly GaussianMixture data = GaussianMixture.Ring(count: 50);

    public void Dispose() => data.Dispose();

    private GanBuilder Objective(Func<Player, Part, Tensor> objective) =>
        Of(data, (turn, line) => turn.Update(line, part => objective(line, part)), InParts);

    [Fact]
    public void A_mean_over_samples_is_played() => Objective(Mean).Build().Dispose();

    [Fact]
    public void An_objective_that_is_no_mean_is_refused() =>
        Refusals(Objective((line, part) => Mean(line, part).square()))
            .Should()
            .Equal(
                "The game's objective is no mean over samples, which MicroBatch would split. "
                    + "Leave one of the two out."
            );

    [Fact]
    public void An_objective_that_remembers_is_refused()
    {
        var memory = new PenaltyMemory();
        var line = Line();
        line.State["mean"] = memory;
        var builder = Ring(data, InParts)
            .WithGame(_ => new AnyGame(
                [line],
                turn =>
                    turn.Update(
                        line,
                        part =>
                        {
                            var mean = Mean(line, part);
                            memory.Remember("mean", mean);
                            return mean;
                        }
                    )
            ));
        Refusals(builder)
            .Should()
            .Equal(
                "The game's objective remembers a value of each update, which MicroBatch would split. "
                    + "Leave one of the two out."
            );
    }

    [Fact]
    public void What_a_running_training_holds_is_not_what_the_trial_remembers()
    {
        var held = new PenaltyMemory();
        using var pool = ones(3);
        held.Remember("pool", pool);
        var line = Line();
        line.State["pool"] = held;
        var builder = Ring(data, InParts)
            .WithGame(_ => new AnyGame([line], turn => turn.Update(line, part => Mean(line, part))));
        builder.Build().Dispose();
    }

    [Fact]
    public void What_is_kept_of_the_parts_of_a_batch_is_put_together_in_the_trial_too()
    {
        var line = Line();
        var judge = Line("judge");
        Ring(data, InParts).WithGame(_ => new AnyGame([line, judge], Play)).Build().Dispose();

        void Play(Turn turn)
        {
            turn.Update(
                line,
                part =>
                {
                    var made = Score(line, part.Real);
                    turn.Keep("made", made);
                    return made.mean();
                }
            );
            var kept = turn.Value("made");
            long at = 0;
            turn.Update(
                judge,
                part =>
                {
                    var made = kept.narrow(0, at, part.Count);
                    at += part.Count;
                    return (Score(judge, part.Real) * made).mean();
                }
            );
        }
    }

    [Fact]
    public void An_objective_that_draws_for_a_batch_as_a_whole_is_logged()
    {
        var lines = new LogLines();
        Objective((line, part) => Mean(line, part) * (1 + rand([], generator: part.Random(0))))
            .WithLogging(lines)
            .Build()
            .Dispose();
        lines.All.Should().Contain(l => l.Text.Contains("the game's objective draws random numbers for a batch"));
    }
}
