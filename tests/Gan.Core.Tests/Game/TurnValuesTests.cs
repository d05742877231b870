using Gan.Data;
using static Gan.Tests.Game.AnyGame;
using static TorchSharp.torch;

namespace Gan.Tests.Game;

/// <summary>How what a game reports becomes the values of a step.</summary>
public sealed class TurnValuesTests : IDisposable
{
    private readonly GaussianMixture data = GaussianMixture.Ring(count: 50);

    public void Dispose() => data.Dispose();

    private StepReport First(Action<Turn, Player> play, int? part = null)
    {
        using var trainer = Of(
                data,
                play,
                new()
                {
                    Steps = 1,
                    BatchSize = 8,
                    MicroBatch = part,
                }
            )
            .Build();
        return trainer.Steps().Single();
    }

    private static void ReportsMeans(Turn turn, Player line, List<long[]> shapes)
    {
        turn.Update(
            line,
            part =>
            {
                turn.Report("mean", part.Real.mean());
                turn.Report("rows", part.Real.sum(1));
                return Mean(line, part);
            }
        );
        shapes.Add(turn.Value("rows").shape);
        shapes.Add(turn.Value("mean").shape);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void The_parts_of_a_batch_report_what_the_whole_reports(int part)
    {
        var shapes = new List<long[]>();
        var whole = First((turn, line) => ReportsMeans(turn, line, shapes));
        shapes.Clear();
        var parts = First((turn, line) => ReportsMeans(turn, line, shapes), part);
        shapes[^2].Should().Equal(8);
        shapes[^1].Should().BeEmpty();
        parts.Values.Keys.Should().Equal("loss/line", "mean", "rows");
        foreach (var (name, value) in parts.Values)
        {
            value.Should().BeApproximately(whole.Values[name], 1e-6);
        }
        whole.Values["rows"].Should().BeApproximately(2 * whole.Values["mean"], 1e-6);
    }

    [Fact]
    public void Losses_stand_first_and_the_latest_report_counts()
    {
        var report = First(
            (turn, line) =>
            {
                turn.Report("early", tensor(1.0));
                foreach (var update in new[] { 0, 1 })
                {
                    turn.Update(
                        line,
                        part =>
                        {
                            turn.Report("update", tensor(10.0));
                            turn.Report("update", tensor((double)update));
                            return Mean(line, part) * 0 + update;
                        },
                        update
                    );
                }
                turn.Report("early", tensor(2.0));
            }
        );
        report.Values.Keys.Should().Equal("loss/line", "early", "update");
        report.Values.Values.Should().Equal(1, 2, 1);
    }

    [Fact]
    public void Counts_and_truths_have_means_too()
    {
        var report = First(
            (turn, line) =>
            {
                turn.Update(line, part => Mean(line, part));
                turn.Report("count", tensor([1L, 2L]));
                turn.Report("share", tensor([true, false, false, true]));
            }
        );
        report.Values["count"].Should().Be(1.5);
        report.Values["share"].Should().Be(0.5);
    }
}
