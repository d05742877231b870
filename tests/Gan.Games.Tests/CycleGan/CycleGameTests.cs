using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

public sealed class CycleGameTests
{
    [Fact]
    public void A_resumed_training_is_the_straight_one_bit_for_bit_pools_included()
    {
        using var folder = new TemporaryFolder();
        var stored = new CheckpointOptions(folder.Path) { Every = 2 };
        using var straight = Small(steps: 8).Train();
        Small(steps: 5).With(gan => gan.WithCheckpoints(stored)).Train().Dispose();
        using var resumed = Small(steps: 8).With(gan => gan.WithCheckpoints(stored with { Resume = true })).Train();
        Weights(resumed).Should().Equal(Weights(straight));
    }

    [Fact]
    public void It_plays_with_batches_of_one_as_the_paper_does()
    {
        using var trained = Small(steps: 2)
            .With(gan => gan.WithTraining(new TrainingOptions { Steps = 2, BatchSize = 1 }))
            .Train();
        Weights(trained).Should().OnlyContain(weight => float.IsFinite(weight));
    }

    [Fact]
    public void A_killed_training_goes_on_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        var stored = new CheckpointOptions(folder.Path) { Every = 2 };
        using var straight = Small(steps: 8).Train();
        using (var killed = Small(steps: 8).With(gan => gan.WithCheckpoints(stored)).Build())
        {
            // an enumerator that nobody disposes is a process that ends
            var course = killed.Steps().GetEnumerator();
            Enumerable.Range(0, 5).Should().OnlyContain(step => course.MoveNext());
        }
        using var resumed = Small(steps: 8).With(gan => gan.WithCheckpoints(stored with { Resume = true })).Train();
        Weights(resumed).Should().Equal(Weights(straight));
    }

    [Fact]
    public void A_pool_that_forgot_what_it_held_would_not_resume_alike()
    {
        // the same training without pools is another one: so the test above meets them
        using var pools = Small(steps: 8).Train();
        using var none = Small(steps: 8).WithOptions(Options with { PoolSize = 0 }).Train();
        Weights(none).Should().NotEqual(Weights(pools));
    }

    [Fact]
    public void A_step_is_descent_on_the_papers_objectives()
    {
        const double rate = 1e-3;
        using var scope = NewDisposeScope();
        using var dataA = Pictures.Same();
        using var dataB = Pictures.Same(seed: 1, invert: true);
        using var trainer = new CycleBuilder()
            .WithImages(dataA, dataB)
            .WithCycleGan()
            .WithOptions(Options with { CycleWeight = 10, IdentityWeight = 5 })
            .With(gan =>
                gan.WithOptimizers(new GradientDescent(rate), new GradientDescent(rate))
                    .WithTraining(new TrainingOptions { Steps = 1, BatchSize = 2 })
            )
            .Build();
        var networks = trainer.Context.Players.Select(player => player.Network).ToList();
        var (there, back) = (((CycleTranslators)networks[0]).AToB, ((CycleTranslators)networks[0]).BToA);
        var (judgeA, judgeB) = ((DiscriminatorNetwork)networks[1], (DiscriminatorNetwork)networks[2]);
        var a = dataA.Read(arange(2), CPU).Samples;
        var b = dataB.Read(arange(2), CPU).Samples;
        var fakeA = back.call(b);
        var fakeB = there.call(a);
        var cycle = (back.call(fakeB) - a).abs().mean() + (there.call(fakeA) - b).abs().mean();
        var identity = (back.call(a) - a).abs().mean() + (there.call(b) - b).abs().mean();
        var fooled = Square(judgeA, fakeA, 1) + Square(judgeB, fakeB, 1);
        var descents = networks.ConvertAll(network => new Descent(network));
        descents[0].Expect(fooled + 10 * cycle + 5 * identity);
        descents[1].Expect(Square(judgeA, a, 1) + Square(judgeA, fakeA.detach(), 0));
        descents[2].Expect(Square(judgeB, b, 1) + Square(judgeB, fakeB.detach(), 0));
        var values = trainer.Steps().Single().Values;
        descents.Should().OnlyContain(descent => descent.Error(rate) < 2e-3);
        values["cycle/translators"].Should().BeApproximately(cycle.ToDouble(), 1e-5);
        values["identity/translators"].Should().BeApproximately(identity.ToDouble(), 1e-5);
        values["fooled/translators"].Should().BeApproximately(fooled.ToDouble(), 1e-5);
        values.Should().ContainKeys("loss/judge a", "loss/judge b", "score/real judge a", "score/fake judge b");
    }

    private static Tensor Square(DiscriminatorNetwork judge, Tensor images, double target) =>
        0.5 * (judge.call(images, null) - target).square().mean();

    [Fact]
    public void An_update_with_a_number_that_is_none_leaves_the_pools_as_they_are()
    {
        using var trainer = Small(steps: 6)
            .With(gan => gan.WithLoss(new Spoiled()).WithNumberGuard(new NumberGuard(NumberPolicy.Skip)))
            .Build();
        trainer.Steps().Take(3).Should().HaveCount(3);
        var pools = trainer.Context.Players.Skip(1).Select(player => player.State["pool"]);
        pools.Should().OnlyContain(pool => pool.Values.Count == 0);
    }

    /// <summary>A loss whose value for translators is none.</summary>
    private sealed record Spoiled : IGanLoss
    {
        public Tensor Discriminator(Tensor real, Tensor fake) => (fake - real).mean();

        public Tensor Generator(Tensor fake, Func<Tensor> real) => fake.mean() * double.NaN;
    }

    [Fact]
    public void Pictures_show_both_ways_there_and_back()
    {
        using var trainer = Small(steps: 1).Build();
        trainer.Train().Dispose();
        using var views = trainer.Context.Views(2);
        views.shape.Should().Equal(2, 1, 16, 96);
    }

    [Fact]
    public void Both_ways_are_saved_in_one_file()
    {
        using var folder = new TemporaryFolder();
        using var trained = Small(steps: 1).Train();
        trained.Save(folder["cycle.safetensors"]);
        using var loaded = TrainedCycle.Load(folder["cycle.safetensors"]);
        using var images = Pictures.Squares(3).Read(arange(3), CPU).Samples;
        loaded.AToB.Translate(images).Equals(trained.AToB.Translate(images)).Should().BeTrue();
        loaded.BToA.Translate(images).Equals(trained.BToA.Translate(images)).Should().BeTrue();
        loaded.BToA.Translate(images).Equals(loaded.AToB.Translate(images)).Should().BeFalse();
        trained.AToB.Save(folder["again.safetensors"]);
        trained.BToA.Save(folder["back.safetensors"]);
        using var back = TrainedTranslator.Load(folder["back.safetensors"]);
        back.Translate(images).Equals(trained.BToA.Translate(images)).Should().BeTrue();
        var oneWay = () => TrainedCycle.Load(folder["back.safetensors"]);
        oneWay.Should().Throw<InvalidDataException>().WithMessage("*holds a translator of one way*");
    }

    [Fact]
    public void It_plays_with_penalties_augmentation_and_micro_batches()
    {
        using var trained = Small(steps: 2)
            .With(gan =>
                gan.WithPreset(new Preset("hinge", new HingeLoss()))
                    .AddPenalty(new R1Penalty(1))
                    .AddAugmentation(new DiffAugment())
                    .WithTraining(
                        new TrainingOptions
                        {
                            Steps = 2,
                            BatchSize = 4,
                            MicroBatch = 2,
                        }
                    )
            )
            .Train();
        Weights(trained).Should().OnlyContain(weight => float.IsFinite(weight));
    }

    [Fact]
    public void Shapes_that_differ_are_refused_with_the_identity_term_and_critic_steps_at_all()
    {
        var build = () =>
            new CycleBuilder()
                .WithImages(Pictures.Squares(8, channels: 3), Pictures.Squares(8))
                .WithOptions(Options with { CycleWeight = -1 })
                .With(gan =>
                    gan.WithTraining(
                        new TrainingOptions
                        {
                            Steps = 1,
                            BatchSize = 2,
                            CriticSteps = 2,
                        }
                    )
                )
                .Build();
        build
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*CycleWeight must be at least 0*IdentityWeight to 0*CriticSteps is 2*");
    }

    private static CycleOptions Options =>
        new()
        {
            Translator = new ResNetTranslator { Blocks = 1, FeatureMaps = 4 },
            Judge = new PatchDiscriminator
            {
                Layers = 1,
                FeatureMaps = 4,
                Norm = DiscriminatorNorm.Instance,
            },
            PoolSize = 4,
        };

    private static CycleBuilder Small(long steps) =>
        new CycleBuilder()
            .WithImages(Pictures.Squares(20), Pictures.Squares(14, seed: 1, invert: true))
            .WithCycleGan()
            .WithOptions(Options)
            .With(gan =>
                gan.WithOptimizers(new AdamOptions(1e-3, 0.5, 0.999))
                    .WithTraining(new TrainingOptions { Steps = steps, BatchSize = 2 })
            );

    private static float[] Weights(TrainedCycle trained) =>
        [.. trained.AToB.Network.parameters().SelectMany(weight => weight.data<float>().ToArray())];
}
