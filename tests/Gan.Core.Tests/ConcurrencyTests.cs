using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests;

/// <summary>Several threads at once.</summary>
public sealed class ConcurrencyTests
{
    private const int Threads = 32;

    [Fact]
    public void Samples_from_32_threads_at_once_are_those_of_one_thread()
    {
        using var gan = Tiny.Builder().WithConditioning(new LabelEmbedding(4)).Train();
        var expected = Enumerable.Range(0, Threads).Select(seed => Values(gan.Sample(5, seed % 4, seed))).ToArray();
        var walked = Values(gan.Interpolate(1, 2, 7));
        var found = new float[Threads][];
        OnThreads(
            Threads,
            i =>
            {
                for (var round = 0; round < 10; round++)
                {
                    found[i] = Values(gan.Sample(5, i % 4, i));
                    Values(gan.Interpolate(1, 2, 7)).Should().Equal(walked);
                    found[i].Should().Equal(expected[i], "thread {0}, round {1}", i, round);
                }
            }
        );
    }

    /// <summary>Both have dropout and penalties that draw numbers, and networks of different size, so that their steps
    /// interleave in every way.</summary>
    [Fact]
    public void Two_trainings_at_once_are_bit_for_bit_what_each_is_alone()
    {
        GanBuilder[] builders =
        [
            Tiny.Builder()
                .WithMlp(
                    new MlpOptions
                    {
                        LatentSize = 8,
                        GeneratorWidths = [16],
                        DiscriminatorWidths = [16],
                        Dropout = 0.3,
                    }
                )
                .WithWgangp()
                .WithTraining(
                    new()
                    {
                        Steps = 20,
                        BatchSize = 8,
                        Seed = 1,
                    }
                ),
            Tiny.Builder()
                .WithDcgan(DcganOptions.Tutorial with { FeatureMaps = 2, LatentSize = 8 })
                .WithDragan()
                .AddAugmentation(new DiffAugment())
                .WithTraining(
                    new()
                    {
                        Steps = 12,
                        BatchSize = 8,
                        Seed = 2,
                    }
                ),
            Tiny.Builder()
                .WithConditioning(new InfoGanCodes(1, 3, 1))
                .AddAugmentation(new AdaptivePolicy())
                .WithTraining(
                    new()
                    {
                        Steps = 12,
                        BatchSize = 8,
                        Seed = 3,
                    }
                ),
        ];
        var alone = builders.Select(Trained).ToArray();
        var together = new float[builders.Length][];
        OnThreads(builders.Length, i => together[i] = Trained(builders[i]));
        for (var i = 0; i < builders.Length; i++)
        {
            together[i].Should().Equal(alone[i], "training {0}", i);
        }
    }

    [Fact]
    public void A_pass_that_failed_on_the_thread_is_not_the_next_trainings()
    {
        LayerKernels.Fail(new TimeoutException());
        Tiny.Builder().Train().Dispose();
        var ask = LayerKernels.ThrowIfFailed;
        ask.Should().Throw<TimeoutException>("its own caller may still ask");
        var failing = Tiny.Builder().AddPenalty(new Abandoned());
        failing.Invoking(b => b.Build()).Should().Throw<GanConfigurationException>().WithMessage("*abandoned*");
        ask.Should().NotThrow();
    }

    /// <summary>Leaves a failure of a kernel behind, as a pass does that another exception ends.</summary>
    private sealed record Abandoned : IPenalty
    {
        public Tensor Penalty(PenaltyContext context)
        {
            LayerKernels.Fail(new TimeoutException());
            throw new InvalidOperationException("abandoned");
        }
    }

    private static float[] Trained(GanBuilder builder)
    {
        using var trainer = builder.Build();
        trainer.Steps().Count();
        using var scope = NewDisposeScope();
        return
        [
            .. trainer
                .Context.Generator.state_dict()
                .Concat(trainer.Context.Discriminator.state_dict())
                .SelectMany(t => Numbers(t.Value.to(ScalarType.Float32))),
        ];
    }

    private static float[] Values(Tensor tensor)
    {
        using var _ = tensor;
        return Numbers(tensor);
    }

    private static float[] Numbers(Tensor tensor)
    {
        using var values = tensor.data<float>();
        return values.ToArray();
    }

    /// <summary>Begins on all threads at the same moment, and throws what one of them threw.</summary>
    private static void OnThreads(int count, Action<int> work)
    {
        using var begin = new Barrier(count);
        var faults = new Exception?[count];
        var threads = Enumerable
            .Range(0, count)
            .Select(i => new Thread(() =>
            {
                begin.SignalAndWait();
                faults[i] = Record.Exception(() => work(i));
            }))
            .ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        faults.OfType<Exception>().Should().BeEmpty();
    }
}
