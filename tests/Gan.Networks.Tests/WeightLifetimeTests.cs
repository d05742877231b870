using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Networks;

public sealed class WeightLifetimeTests
{
    /// <summary>As users write them: a parameter and a buffer of one's own, made in whatever dispose scope is
    /// open.</summary>
    private sealed class Own : Module<Tensor, Tensor>
    {
        private readonly Linear layer;
        private readonly Parameter scale;
        private readonly Tensor shift;

        internal Own(long from, long to, bool ownScope)
            : base(nameof(Own))
        {
            using var scope = ownScope ? NewDisposeScope() : null;
            layer = Linear(from, to);
            scale = new Parameter(ones(to));
            shift = zeros(to);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => layer.call(input) * scale + shift;
    }

    private static GanBuilder Builder(bool ownScope = false) =>
        Tiny.Builder()
            .WithNetworks(
                s =>
                    GeneratorNetwork.Wrap(
                        Sequential(new Own(s.LatentSize, s.Size, ownScope), Unflatten(1, [.. s.Shape]))
                    ),
                s => DiscriminatorNetwork.Wrap(Sequential(Flatten(), new Own(s.Size, 1, ownScope: false))),
                latentSize: 4
            );

    [Fact]
    public void Parameters_and_buffers_of_ones_own_modules_outlive_the_scopes_they_are_made_in()
    {
        GanTrainer trainer;
        using (NewDisposeScope())
        {
            trainer = Builder().Build();
        }
        using (trainer)
        {
            trainer.Context.Generator.named_parameters().Should().HaveCount(3);
            trainer.Context.Generator.named_buffers().Should().ContainSingle();
            trainer.Steps().Should().HaveCount(3);
            TrainedGan gan;
            using (NewDisposeScope())
            {
                gan = trainer.Snapshot();
            }
            using (gan)
            {
                using var samples = gan.Sample(2, seed: 1);
                gan.Generator.state_dict().Should().HaveCount(4);
            }
        }
    }

    [Fact]
    public void What_a_constructors_own_scope_disposed_is_named_with_the_remedy() =>
        FluentActions
            .Invoking(() => Builder(ownScope: true).Build())
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage(
                "*The generator's parameter 'scale' of Own was disposed with the dispose scope that it was made in. "
                    + "Make it outside of scopes, or call DetachFromDisposeScope() on it.*"
            );

    [Fact]
    public void Layers_of_the_library_outlive_the_scope_they_are_made_in()
    {
        Module<Tensor, Tensor>[] layers;
        using (NewDisposeScope())
        {
            layers = [new SelfAttention(8), new MinibatchDiscrimination(4, 2, 2), new SpectralNorm(Linear(4, 4))];
        }
        foreach (var layer in layers)
        {
            layer.parameters().Should().NotBeEmpty().And.OnlyContain(p => !p.IsInvalid);
            layer.buffers().Any(b => b.IsInvalid).Should().BeFalse();
            layer.Dispose();
        }
    }
}
