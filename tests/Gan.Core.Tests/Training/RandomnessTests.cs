using Gan.Data;
using Gan.Tests.Game;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Training;

public sealed class RandomnessTests
{
    private static float[] Weights(nn.Module network) =>
        [.. network.state_dict().Values.SelectMany(t => t.to(ScalarType.Float32).flatten().data<float>().ToArray())];

    [Fact]
    public void Equal_seeds_give_equal_weights_bit_for_bit_and_other_seeds_others()
    {
        float[] Train(ulong seed)
        {
            var builder = Tiny.Builder()
                .WithMlp(MlpOptions.Small with { Dropout = 0.5 })
                .WithWgangp()
                .WithTraining(
                    new TrainingOptions
                    {
                        Steps = 4,
                        BatchSize = 8,
                        Seed = seed,
                    }
                );
            using var gan = builder.Train();
            return Weights(gan.Generator);
        }
        var first = Train(1);
        manual_seed(99); // the shared stream's state must not matter
        Train(1).Should().Equal(first);
        Train(2).Should().NotEqual(first);
    }

    [Fact]
    public async Task Two_trainings_at_once_do_not_disturb_each_other_s_randomness()
    {
        var builder = Tiny.Builder()
            .WithMlp(MlpOptions.Small with { Dropout = 0.5 })
            .WithTraining(new TrainingOptions { Steps = 30, BatchSize = 8 });
        using var alone = builder.Train();
        var both = await Task.WhenAll(builder.TrainAsync(), builder.TrainAsync());
        foreach (var gan in both)
        {
            Weights(gan.Generator).Should().Equal(Weights(alone.Generator));
            gan.Dispose();
        }
    }

    // The purposes of the discriminator: 2 for latents, 6 for what its objective draws. Checkpoints rest on them.
    [Fact]
    public void What_an_update_draws_is_a_function_of_seed_purpose_step_and_update_alone()
    {
        const ulong Seed = 5;
        using var scope = NewDisposeScope();
        using var data = GaussianMixture.Ring(count: 50);
        var critic = AnyGame.Line("discriminator");
        var drawn = new List<(long Step, int Update, float[] Latents, float[] First, float[] Second)>();
        Tensor Look(Turn turn, Part part, int update)
        {
            if (!turn.IsDry)
            {
                Tensor Draw(int stream) => randn([3], generator: part.Random(stream));
                drawn.Add((turn.Step, update, Values(part.Latents), Values(Draw(0)), Values(Draw(1))));
            }
            return AnyGame.Mean(critic, part);
        }
        void Play(Turn turn)
        {
            turn.Update(critic, part => Look(turn, part, 0));
            turn.Update(critic, part => Look(turn, part, 1), 1);
        }
        var training = new TrainingOptions
        {
            Steps = 2,
            BatchSize = 8,
            Seed = Seed,
        };
        using var trainer = AnyGame.Ring(data, training).WithGame(_ => new AnyGame([critic], Play)).Build();
        trainer.Steps().Count();

        drawn.Select(d => (d.Step, d.Update)).Should().Equal((1, 0), (1, 1), (2, 0), (2, 1));
        foreach (var (step, update, latents, first, second) in drawn)
        {
            latents.Should().Equal(Drawn(RandomSeed.Of(Seed, 2, step, update), 8, 4));
            var ofTerms = RandomSeed.Of(Seed, 6, step, update);
            first.Should().Equal(Drawn(ofTerms, 3));
            second.Should().Equal(Drawn(RandomSeed.Of((ulong)ofTerms, 6, 1, 0), 3));
        }
    }

    private static float[] Drawn(long seed, params long[] shape)
    {
        using var generator = new Generator((ulong)seed);
        generator.manual_seed(seed);
        return Values(randn(shape, generator: generator));
    }

    private static float[] Values(Tensor tensor) => tensor.detach().flatten().data<float>().ToArray();
}
