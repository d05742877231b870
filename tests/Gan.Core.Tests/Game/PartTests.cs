using Gan.Data;
using static Gan.Tests.Game.AnyGame;
using static TorchSharp.torch;

namespace Gan.Tests.Game;

public sealed class PartTests : IDisposable
{
    private readonly GaussianMixture data = GaussianMixture.Ring(count: 50);

    public void Dispose() => data.Dispose();

    private sealed record Seen(double Weight, long Count, float[] Real, float[] Latents, float[] Drawn);

    private List<Seen> Parts(int? size)
    {
        var seen = new List<Seen>();
        using var trainer = Of(
                data,
                (turn, line) =>
                    turn.Update(
                        line,
                        part =>
                        {
                            part.Condition.Should().BeNull("the training is unconditional");
                            var drawn = rand([part.Count], generator: part.Random(1));
                            if (!turn.IsDry)
                            {
                                seen.Add(
                                    new(
                                        part.Weight,
                                        part.Count,
                                        Numbers(part.Real),
                                        Numbers(part.Latents),
                                        Numbers(drawn)
                                    )
                                );
                            }
                            return Mean(line, part);
                        }
                    ),
                new()
                {
                    Steps = 1,
                    BatchSize = 8,
                    MicroBatch = size,
                }
            )
            .Build();
        trainer.Steps().Count();
        return seen;
    }

    private static float[] Numbers(Tensor tensor) => tensor.contiguous().data<float>().ToArray();

    [Fact]
    public void Parts_one_after_another_are_the_whole_batch_with_its_latents_and_random_numbers()
    {
        var whole = Parts(null).Single();
        (whole.Weight, whole.Count).Should().Be((1.0, 8L));
        var parts = Parts(2);
        parts.Select(p => (p.Weight, p.Count)).Should().Equal(Enumerable.Repeat((0.25, 2L), 4));
        parts.SelectMany(p => p.Real).Should().Equal(whole.Real);
        parts.SelectMany(p => p.Latents).Should().Equal(whole.Latents);
        parts.SelectMany(p => p.Drawn).Should().Equal(whole.Drawn);
    }

    private static float[] Weights(GanTrainer trainer) =>
        [.. trainer.Context.Players[0].Network.parameters().SelectMany(p => Numbers(p.detach()))];

    [Fact]
    public void A_batch_in_parts_teaches_what_the_whole_teaches()
    {
        float[] Trained(int? size)
        {
            using var trainer = Of(
                    data,
                    (turn, line) => turn.Update(line, part => (Score(line, part.Real) - 1).square().mean()),
                    new()
                    {
                        Steps = 5,
                        BatchSize = 8,
                        MicroBatch = size,
                    }
                )
                .Build();
            trainer.Steps().Count();
            return Weights(trainer);
        }
        Trained(2).Zip(Trained(null)).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-5);
    }

    private static List<(float[] Real, float[] Input)> Pairs(IDataset pairs, int? size, int workers = 0)
    {
        var seen = new List<(float[], float[])>();
        using var trainer = Of(
                pairs,
                (turn, line) =>
                {
                    using var scope = NewDisposeScope(); // a game may have one of its own
                    turn.NextBatch();
                    for (var update = 0; update < 2; update++)
                    {
                        turn.Update(
                            line,
                            part =>
                            {
                                part.Input!.shape.Should().Equal(part.Count, 3);
                                if (!turn.IsDry)
                                {
                                    seen.Add((Numbers(part.Real), Numbers(part.Input!)));
                                }
                                return Mean(line, part) + part.Input!.mean();
                            },
                            update
                        );
                    }
                },
                new()
                {
                    Steps = 3,
                    BatchSize = 8,
                    MicroBatch = size,
                    DataWorkers = workers,
                }
            )
            .Build();
        trainer.Settings.InputShape.Should().Equal(3);
        trainer.Steps().Count();
        return seen;
    }

    [Fact]
    public void Inputs_come_with_their_samples_in_each_part_and_with_workers()
    {
        using var pairs = data.WithInput(
            new FromFunction([3], (points, _) => cat([points, points.narrow(1, 0, 1)], 1) * 2)
        );
        var whole = Pairs(pairs, null);
        whole.Should().HaveCount(6);
        foreach (var (real, input) in whole)
        {
            var expected = real.Chunk(2).SelectMany(point => new[] { point[0], point[1], point[0] });
            input.Should().Equal(expected.Select(value => 2 * value));
        }
        var parts = Pairs(pairs, 2, workers: 2);
        parts.SelectMany(part => part.Input).Should().Equal(whole.SelectMany(batch => batch.Input));
    }

    [Fact]
    public void Data_without_inputs_have_none()
    {
        var inputs = 0;
        using var trainer = Of(
                data,
                (turn, line) =>
                    turn.Update(
                        line,
                        part =>
                        {
                            inputs += part.Input is null ? 0 : 1;
                            return Mean(line, part);
                        }
                    )
            )
            .Build();
        trainer.Settings.InputShape.Should().BeNull();
        trainer.Steps().Count();
        inputs.Should().Be(0);
    }

    [Fact]
    public void An_input_that_is_not_finite_is_a_fault_of_the_data()
    {
        using var pairs = data.WithInput(new FromFunction([2], (points, _) => points / 0));
        using var trainer = Of(
                pairs,
                (turn, line) => turn.Update(line, part => (Mean(line, part) * part.Input!).mean())
            )
            .Build();
        FluentActions
            .Invoking(() => trainer.Steps().Count())
            .Should()
            .Throw<NonFiniteException>()
            .Which.Place.Should()
            .Be(NumberPlace.Data);
    }
}
