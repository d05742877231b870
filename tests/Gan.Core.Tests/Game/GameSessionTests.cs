using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static Gan.Tests.Game.AnyGame;
using static TorchSharp.torch;

namespace Gan.Tests.Game;

/// <summary>What the turns of one training share: the order of its batches, its players, and what is drawn for
/// them.</summary>
public sealed class GameSessionTests : IDisposable
{
    private readonly GaussianMixture data = GaussianMixture.Ring(count: 50);

    public void Dispose() => data.Dispose();

    private static float[] Numbers(Tensor tensor) => tensor.detach().flatten().data<float>().ToArray();

    private sealed class TwoBatches(List<float[]> seen) : IGame
    {
        private readonly Player line = Line();

        public IReadOnlyList<Player> Players => [line];

        public long FirstBatch(long step) => 2 * (step - 1);

        public void Play(Turn turn)
        {
            for (var update = 0; update < 2; update++)
            {
                using var scope = NewDisposeScope(); // a game may have one of its own
                turn.NextBatch();
                for (var again = 0; again < 2; again++)
                {
                    turn.Update(line, part => Look(turn, part, again == 0), 2 * update + again);
                }
            }
        }

        private Tensor Look(Turn turn, Part part, bool first)
        {
            if (first && !turn.IsDry)
            {
                seen.Add(Numbers(part.Real));
            }
            return Mean(line, part);
        }
    }

    [Fact]
    public void A_game_of_two_batches_a_step_sees_each_once_and_in_order_over_a_resumption_too()
    {
        var folder = Directory.CreateTempSubdirectory("gan-batches").FullName;
        var seen = new List<float[]>();
        GanTrainer Trainer() =>
            Ring(data, new() { Steps = 5, BatchSize = 8 })
                .WithGame(_ => new TwoBatches(seen))
                .WithCheckpoints(new(folder) { Every = 1, Resume = true })
                .Build();
        using (var first = Trainer())
        {
            first.Steps().Take(2).Count();
            first.Context.SamplesPerStep.Should().Be(16);
        }
        using (var second = Trainer())
        {
            second.Steps().Count().Should().Be(3);
        }
        Directory.Delete(folder, recursive: true);
        using var stream = new BatchStream(data, 8, new TrainingOptions().Seed, CPU);
        seen.Should().HaveCount(10);
        for (var i = 0; i < seen.Count; i++)
        {
            using var batch = stream.Read(i);
            seen[i].Should().Equal(Numbers(batch.Samples), "batch {0} comes in its turn", i);
        }
    }

    [Fact]
    public void Nobody_is_updated_who_does_not_play()
    {
        using var stranger = Line("stranger");
        Refusals(Of(data, (turn, _) => turn.Update(stranger, part => Mean(stranger, part))))
            .Should()
            .Contain("The game updates the stranger, who is not among its players. Name it in Players.");
    }

    [Fact]
    public void A_step_reads_no_more_batches_than_the_game_says() =>
        Refusals(
                Of(
                    data,
                    (turn, line) =>
                    {
                        turn.Update(line, part => Mean(line, part));
                        turn.NextBatch();
                        turn.Update(line, part => Mean(line, part), 1);
                    }
                )
            )
            .Should()
            .Equal(
                "AnyGame reads more batches in step 1 than the 1 between FirstBatch(1) and FirstBatch(2), so that the "
                    + "next one reads them again. Override IGame.FirstBatch."
            );

    [Fact]
    public void A_label_is_that_of_the_batch_in_every_update()
    {
        var seen = Conditions(new LabelConcatenation());
        seen.Should().HaveCount(4).And.OnlyContain(labels => labels.Length == 8);
        seen.SelectMany(labels => labels).Should().OnlyContain(label => label == Math.Floor(label) && label < 8);
        seen[1].Should().Equal(seen[0]);
        seen[3].Should().Equal(seen[2]);
        seen[2].Should().NotEqual(seen[0], "a step has a batch of its own");
    }

    [Fact]
    public void A_code_is_drawn_for_each_update()
    {
        const int Width = 3 + 2; // a class of three, and two numbers
        var seen = Conditions(new InfoGanCodes(1, 3, 2));
        seen.Should().HaveCount(4).And.OnlyContain(codes => codes.Length == 8 * Width);
        seen.Select(codes => codes[^1]).Should().OnlyHaveUniqueItems();
        foreach (var code in seen.SelectMany(codes => codes.Chunk(Width)))
        {
            code[..3].Order().Should().Equal(0, 0, 1);
        }
    }

    // Two updates of one batch in each of two steps.
    private List<float[]> Conditions(IConditioning conditioning)
    {
        var line = Line();
        List<float[]> seen = [];
        Tensor Look(Turn turn, Part part)
        {
            if (!turn.IsDry)
            {
                seen.Add(Numbers(part.Condition!.to(ScalarType.Float32)));
            }
            return Mean(line, part);
        }
        using var trainer = Ring(data, new() { Steps = 2, BatchSize = 8 })
            .WithConditioning(conditioning)
            .WithGame(_ => new AnyGame(
                [line],
                turn =>
                {
                    turn.Update(line, part => Look(turn, part));
                    turn.Update(line, part => Look(turn, part), 1);
                }
            ))
            .Build();
        trainer.Steps().Count();
        return seen;
    }
}
