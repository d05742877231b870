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
}
