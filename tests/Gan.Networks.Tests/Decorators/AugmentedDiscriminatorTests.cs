using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Decorators;

public sealed class AugmentedDiscriminatorTests
{
    /// <summary>Adds noise and remembers what it was told.</summary>
    private sealed record Noise : IAugmentation
    {
        public bool Adapts => true;

        internal List<(double Progress, double? Probability)> Seen { get; } = [];

        public Tensor Apply(Tensor samples, AugmentationContext context)
        {
            Seen.Add((context.Progress, context.Probability?.ToDouble()));
            return samples + randn(samples.shape, generator: context.Random);
        }
    }

    private sealed record Shifted(double Real) : IGanLoss
    {
        public Tensor Discriminator(Tensor real, Tensor fake) => (real - Real).square().mean() + fake.square().mean();

        public Tensor Generator(Tensor fake, Func<Tensor> real) => -fake.mean();
    }

    [Fact]
    public void Real_and_generated_samples_are_changed_in_training_and_none_in_evaluation()
    {
        var noise = new Noise();
        using var trainer = Tiny.Builder()
            .AddAugmentation(noise)
            .WithTraining(
                new()
                {
                    Steps = 4,
                    BatchSize = 8,
                    CriticSteps = 1,
                }
            )
            .Build();
        noise.Seen.Clear();
        trainer.Steps().ToList();
        noise.Seen.Should().HaveCount(4 * 3, "a step judges a real batch and two generated ones");
        noise.Seen.Select(s => s.Progress).Distinct().Should().Equal(0, 0.25, 0.5, 0.75);
        using var scope = NewDisposeScope();
        var d = trainer.Context.Discriminator;
        d.eval();
        var samples = randn(4, 1, 8, 8);
        (d.call(samples, null) - d.call(samples, null)).abs().max().ToDouble().Should().Be(0);
    }

    [Fact]
    public void The_probability_follows_its_schedule()
    {
        var noise = new Noise();
        using var trainer = Tiny.Builder()
            .AddAugmentation(noise)
            .WithScheduledStrength(0.8, new OverImages(16, new LinearDecay()))
            .WithTraining(
                new()
                {
                    Steps = 4,
                    BatchSize = 8,
                    CriticSteps = 1,
                }
            )
            .Build();
        noise.Seen.Clear();
        trainer.Steps().ToList();
        noise.Seen.Select(s => Math.Round(s.Probability!.Value, 6)).Distinct().Should().Equal(0.8, 0.4, 0);
    }

    [Fact]
    public void Equal_seeds_give_equal_changes()
    {
        float[] Trained()
        {
            using var gan = Tiny.Builder().AddAugmentation(new Noise()).Train();
            return gan.Sample(4, seed: 1).data<float>().ToArray();
        }
        Trained().Should().Equal(Trained());
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(-10, false)]
    public void The_probability_rises_while_real_scores_are_positive_and_stays_at_zero_otherwise(
        double target,
        bool rises
    )
    {
        var noise = new Noise();
        using var trainer = Tiny.Builder()
            .WithLoss(new Shifted(target))
            .AddAugmentation(noise)
            .WithAdaptiveStrength(new(Samples: 100))
            .WithOptimizers(new AdamOptions(0.05))
            .WithTraining(new() { Steps = 40, BatchSize = 8 })
            .Build();
        trainer.Steps().ToList();
        var last = noise.Seen[^1].Probability!.Value;
        if (rises)
        {
            last.Should().BeApproximately(0.8, 1e-6, "the bound is reached after 10 batches of 8 out of 100 samples");
        }
        else
        {
            last.Should().Be(0);
        }
        trainer.Context.Discriminator.state_dict().Keys.Should().Contain("probability");
    }

    [Fact]
    public void An_adaptive_strength_that_makes_no_sense_is_refused()
    {
        var building = () =>
            Tiny.Builder().WithWgangp().WithAdaptiveStrength(new(Target: 2, Samples: 0, Start: -1, Most: 0)).Build();
        building
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage(
                "*AdaptiveStrength.Target must be in (-1, 1), but was 2.*Samples must be at least 1, but was 0.*Start "
                    + "must be in [0, 1], but was -1.*Most must be in (0, 1], but was 0.*WithAdaptiveStrength adapts "
                    + "augmentations, but none is there that adapts.*the scores of a WassersteinLoss have no zero*"
            );
    }
}
