using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Training;

public sealed class TrainingMemoryExceptionTests
{
    /// <summary>Asks for a pebibyte a sample from so many samples on: no machine has that.</summary>
    private sealed class Greedy : GeneratorNetwork
    {
        private readonly Linear linear;
        private readonly long[] shape;
        private readonly long from;

        internal Greedy(NetworkSpec spec, long from)
            : base(nameof(Greedy))
        {
            linear = Linear(spec.LatentSize, spec.Size);
            shape = [-1, .. spec.Shape];
            this.from = from;
            RegisterComponents();
        }

        public override Tensor forward(Tensor latent, Tensor? condition)
        {
            if (latent.shape[0] >= from)
            {
                empty([latent.shape[0], 1L << 50], dtype: ScalarType.Byte).Dispose();
            }
            return linear.call(latent).view(shape);
        }
    }

    private static GanBuilder Builder(long from, int? part = null) =>
        Tiny.Builder()
            .WithNetworks(
                s => new Greedy(s, from),
                s => new MlpOptions { DiscriminatorWidths = [8] }.Discriminator(s),
                4
            )
            .WithTraining(
                new()
                {
                    Steps = 2,
                    BatchSize = 8,
                    MicroBatch = part,
                }
            );

    [Fact]
    public void A_step_that_memory_does_not_hold_says_what_was_asked_and_proposes_parts_that_train()
    {
        using (var trainer = Builder(from: 8).Build())
        {
            var shortage = FluentActions
                .Invoking(() => trainer.Steps().Count())
                .Should()
                .Throw<TrainingMemoryException>()
                .Which;
            shortage.Requested.Should().Be(8L << 50);
            shortage
                .Message.Should()
                .Be(
                    "Memory is exhausted: 9007199254740992 bytes were asked for at once, with BatchSize 8. "
                        + "Set TrainingOptions.MicroBatch = 4: the same step in 2 parts. "
                        + "A smaller BatchSize or network needs less, too."
                );
        }
        using var parts = Builder(from: 8, part: 4).Build();
        parts.Steps().Should().HaveCount(2);
    }

    [Fact]
    public void Weights_that_memory_does_not_hold_are_said_to_be_what_is_too_large()
    {
        var wide = Tiny.Builder().WithMlp(new MlpOptions { LatentSize = 8, GeneratorWidths = [1L << 47] });
        wide.Invoking(b => b.Build())
            .Should()
            .Throw<TrainingMemoryException>()
            .Which.Message.Should()
            .Be(
                "Memory is exhausted: 4503599627370496 bytes were asked for at once for weights alone, "
                    + "whatever the batch. Take smaller networks, or fewer classes where they enter the networks."
            );
    }

    [Fact]
    public void A_penalty_on_the_gradient_does_not_hide_it()
    {
        using var trainer = Builder(from: 8).WithWgangp().Build();
        FluentActions
            .Invoking(() => trainer.Steps().Count())
            .Should()
            .Throw<TrainingMemoryException>()
            .WithMessage("*Set TrainingOptions.MicroBatch = 4*");
    }

    [Fact]
    public void Parts_that_are_proposed_hold_whole_packs()
    {
        var packed = Builder(from: 12).WithPacking(4);
        using (var trainer = packed.WithTraining(new() { Steps = 1, BatchSize = 12 }).Build())
        {
            FluentActions
                .Invoking(() => trainer.Steps().Count())
                .Should()
                .Throw<TrainingMemoryException>()
                .WithMessage("*Set TrainingOptions.MicroBatch = 4: the same step in 3 parts.*");
        }
        using var parts = packed
            .WithTraining(
                new()
                {
                    Steps = 1,
                    BatchSize = 12,
                    MicroBatch = 4,
                }
            )
            .Build();
        parts.Steps().Should().HaveCount(1);
        using var smallest = Builder(from: 9)
            .WithPacking(4)
            .WithTraining(
                new()
                {
                    Steps = 1,
                    BatchSize = 12,
                    MicroBatch = 12,
                }
            )
            .Build();
        FluentActions
            .Invoking(() => smallest.Steps().Count())
            .Should()
            .Throw<TrainingMemoryException>()
            .WithMessage("*MicroBatch = 4*");
    }

    [Fact]
    public void A_part_that_is_still_too_large_is_halved_again_and_one_sample_is_the_end()
    {
        using (var trainer = Builder(from: 4, part: 4).Build())
        {
            FluentActions
                .Invoking(() => trainer.Steps().Count())
                .Should()
                .Throw<TrainingMemoryException>()
                .WithMessage("*BatchSize 8 and MicroBatch 4. Set TrainingOptions.MicroBatch = 2:*");
        }
        FluentActions
            .Invoking(() => Builder(from: 1, part: 1).Build())
            .Should()
            .Throw<TrainingMemoryException>()
            .WithMessage("*One sample at a time is too much already*");
    }

    [Fact]
    public void Parts_that_could_not_be_built_are_not_proposed()
    {
        const string Instead =
            "*BatchSize 8. Take a smaller BatchSize or network: "
            + "what is trained compares the samples of a batch with each other, so that MicroBatch cannot split it.";
        foreach (
            var coupled in new[]
            {
                Builder(from: 8).WithLoss(new Losses.RelativisticAverageLoss()),
                Builder(from: 8).WithNetworks(s => new Greedy(s, 8), s => new Coupled(s), 4),
            }
        )
        {
            using var trainer = coupled.Build();
            FluentActions
                .Invoking(() => trainer.Steps().Count())
                .Should()
                .Throw<TrainingMemoryException>()
                .WithMessage(Instead);
            coupled
                .WithTraining(
                    new()
                    {
                        Steps = 1,
                        BatchSize = 8,
                        MicroBatch = 4,
                    }
                )
                .Invoking(b => b.Build())
                .Should()
                .Throw<GanConfigurationException>("that is what the message must not propose");
        }
    }

    private sealed class Coupled : DiscriminatorNetwork
    {
        private readonly Module<Tensor, Tensor> layers;

        internal Coupled(NetworkSpec spec)
            : base(nameof(Coupled))
        {
            layers = Sequential(
                ("discrimination", new MinibatchDiscrimination(spec.Size, 2, 2)),
                ("out", Linear(spec.Size + 2, 1))
            );
            RegisterComponents();
        }

        public override Tensor forward(Tensor sample, Tensor? condition) => layers.call(sample.flatten(1)).flatten();
    }
}
