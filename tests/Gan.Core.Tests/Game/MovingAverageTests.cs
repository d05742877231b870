using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Game;

public sealed class MovingAverageTests
{
    [Fact]
    public void Weights_are_averaged_and_the_buffers_that_a_module_names_are_copied()
    {
        using var scope = NewDisposeScope();
        using var trainer = Tiny.Builder()
            .WithNetworks(_ => new Counting(), spec => DiscriminatorNetwork.Wrap(new Judge(spec.Size)), latentSize: 64)
            .WithTraining(new TrainingOptions { Steps = 4, BatchSize = 8 })
            .Build();
        var player = trainer.Context.Players.Single(p => p.Name == "generator");
        var live = player.Network.named_buffers().ToDictionary(b => b.name, b => b.buffer);
        var average = player.Average!.named_buffers().ToDictionary(b => b.name, b => b.buffer);
        var expected = live["inner.plain"].ToDouble();
        foreach (var report in trainer.Steps())
        {
            var decay = (1.0 + report.Step) / (10.0 + report.Step); // below the decay of the settings
            expected = decay * expected + (1 - decay) * live["inner.plain"].ToDouble();
            average["inner.copied"].ToDouble().Should().Be(live["inner.copied"].ToDouble());
            average["inner.plain"].ToDouble().Should().BeApproximately(expected, 1e-5);
        }
        live["inner.copied"].ToDouble().Should().BeGreaterThan(4, "each pass counts");
        expected.Should().BeLessThan(live["inner.plain"].ToDouble());
    }

    [Fact]
    public void The_mean_style_and_the_noise_of_a_StyleGAN2_are_copied_and_its_weights_are_not()
    {
        using var scope = NewDisposeScope();
        var small = new StyleGan2Options
        {
            LatentSize = 4,
            StyleSize = 4,
            GeneratorMaps = 2,
            DiscriminatorMaps = 2,
            MaxMaps = 4,
        };
        using var trainer = Tiny.Builder()
            .WithStyleGan2(small)
            .WithTraining(
                new TrainingOptions
                {
                    Steps = 3,
                    BatchSize = 8,
                    MovingAverageHalfLife = new HalfLife(1000),
                }
            )
            .Build();
        trainer.Steps().Should().HaveCount(3);
        var player = trainer.Context.Players.Single(p => p.Name == "generator");
        var copies = player.Average!.named_buffers().ToDictionary(b => b.name, b => b.buffer);
        foreach (var (name, buffer) in player.Network.named_buffers())
        {
            copies[name].equal(buffer).all().ToBoolean().Should().BeTrue(name);
        }
        copies["meanStyle"].abs().max().ToDouble().Should().BeGreaterThan(0);
        var weights = player.Network.parameters().Zip(player.Average.parameters());
        weights.Should().Contain(pair => !pair.First.equal(pair.Second).all().ToBoolean());
    }

    private sealed class Counting : GeneratorNetwork
    {
        private readonly Counter inner = new();

        internal Counting()
            : base(nameof(Counting)) => RegisterComponents();

        public override Tensor forward(Tensor latent, Tensor? condition) => inner.call(latent).view(-1, 1, 8, 8);
    }

    private sealed class Counter : nn.Module<Tensor, Tensor>, ICopiedBuffers
    {
        private readonly nn.Module<Tensor, Tensor> layer = nn.Linear(64, 64);
        private readonly Tensor copied = zeros(1).DetachFromDisposeScope();
        private readonly Tensor plain = zeros(1).DetachFromDisposeScope();

        internal Counter()
            : base(nameof(Counter)) => RegisterComponents();

        public IReadOnlyList<string> CopiedBuffers => [nameof(copied)];

        public override Tensor forward(Tensor input)
        {
            if (training)
            {
                using var _ = no_grad();
                copied.add_(1);
                plain.add_(1);
            }
            return layer.call(input);
        }
    }

    private sealed class Judge : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> layer;

        internal Judge(long size)
            : base(nameof(Judge))
        {
            layer = nn.Linear(size, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => layer.call(input.flatten(1));
    }
}
