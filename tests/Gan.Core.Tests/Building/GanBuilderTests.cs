using Gan.Losses;
using static TorchSharp.torch;

namespace Gan.Tests.Building;

public class GanBuilderTests
{
    [Fact]
    public void A_builder_is_immutable_so_that_one_baseline_forks()
    {
        var baseline = Tiny.Builder();
        using var wgangp = baseline.WithWgangp().Build();
        using var lsgan = baseline.WithLsgan().Build();
        using var plain = baseline.Build();
        wgangp.Settings.Loss.Should().BeOfType<WassersteinLoss>();
        lsgan.Settings.Loss.Should().BeOfType<LeastSquaresLoss>();
        plain.Settings.Loss.Should().BeOfType<NonSaturatingLoss>();
    }

    [Fact]
    public void Wgangp_brings_its_paper_s_settings()
    {
        using var trainer = Tiny.Builder().WithDcgan(DcganOptions.Paper).WithWgangp().Build();
        var s = trainer.Settings;
        s.CriticSteps.Should().Be(5);
        s.DiscriminatorOptimizer.Should().Be(new AdamOptions(1e-4, 0, 0.9));
        s.GeneratorOptimizer.Should().Be(new AdamOptions(1e-4, 0, 0.9));
        s.Penalties.Should().Equal(new ScheduledPenalty(new GradientPenalty(10)));
        s.Plan.DiscriminatorSpec.GradientPenalty.Should().BeTrue();
        trainer
            .Context.Discriminator.modules()
            .OfType<TorchSharp.Modules.BatchNorm>()
            .Should()
            .BeEmpty("a gradient penalty needs samples that do not see each other");
    }

    [Fact]
    public void Wgangp_s_rate_grows_for_narrow_networks_unless_the_user_chose_one()
    {
        using var narrow = Tiny.Builder().WithDcgan(new DcganOptions { FeatureMaps = 16 }).WithWgangp().Build();
        narrow.Settings.DiscriminatorOptimizer.LearningRate.Should().BeApproximately(8e-4, 1e-12);
        using var own = Tiny.Builder().WithWgangp().WithOptimizers(new AdamOptions(1e-4, 0, 0.9)).Build();
        own.Settings.DiscriminatorOptimizer.LearningRate.Should().Be(1e-4);
        using var wgan = Tiny.Builder().WithWgan().Build();
        wgan.Settings.DiscriminatorOptimizer.LearningRate.Should().Be(5e-5);
    }

    [Fact]
    public void Wgan_brings_rmsprop_and_clipping()
    {
        using var trainer = Tiny.Builder().WithWgan().Build();
        trainer.Settings.DiscriminatorOptimizer.Should().Be(new RmsPropOptions(5e-5));
        trainer.Settings.Constraints.Should().Equal(new WeightClipping(0.01));
        trainer.Settings.CriticSteps.Should().Be(5);
    }

    [Fact]
    public void What_the_user_chose_beats_the_preset_in_any_order()
    {
        var own = new AdamOptions(3e-4, 0.2, 0.95);
        foreach (
            var builder in new[]
            {
                Tiny.Builder().WithOptimizers(own).WithWgangp(),
                Tiny.Builder().WithWgangp().WithOptimizers(own),
            }
        )
        {
            using var trainer = builder
                .WithTraining(
                    new TrainingOptions
                    {
                        Steps = 1,
                        BatchSize = 8,
                        CriticSteps = 2,
                    }
                )
                .Build();
            trainer.Settings.DiscriminatorOptimizer.Should().Be(own);
            trainer.Settings.CriticSteps.Should().Be(2);
        }
    }

    [Fact]
    public void A_preset_of_the_user_s_own_sets_what_belongs_together_as_the_library_s_do()
    {
        var mlp = new MlpOptions { GeneratorWidths = [4], DiscriminatorWidths = [4] };
        var preset = new Preset("mine", new HingeLoss())
        {
            Networks = mlp,
            Optimizer = new RmsPropOptions(1e-3),
            CriticSteps = 3,
            Penalties = [new(new LeCamPenalty(), 4)],
            GeneratorPenalties = [new(new ModeSeeking())],
            Constraints = [new WeightClipping(0.5)],
        };
        var images = new GanBuilder()
            .WithData(Tiny.Images())
            .WithTraining(new TrainingOptions { Steps = 1, BatchSize = 8 });
        using var trainer = images.AddPenalty(new OrthogonalRegularization()).WithPreset(preset).Build();
        var s = trainer.Settings;
        s.Networks.Should().BeSameAs(mlp);
        s.Loss.Should().Be(new HingeLoss());
        s.GeneratorOptimizer.Should().Be(new RmsPropOptions(1e-3));
        s.CriticSteps.Should().Be(3);
        s.Penalties.Should().Equal(new ScheduledPenalty(new LeCamPenalty(), 4), new(new OrthogonalRegularization()));
        s.GeneratorPenalties.Should().Equal(new ScheduledGeneratorPenalty(new ModeSeeking()));
        s.Constraints.Should().Equal(new WeightClipping(0.5));

        var own = new MlpOptions { GeneratorWidths = [8], DiscriminatorWidths = [8] };
        using var chosen = images.WithNetworks(own).WithPreset(preset).Build();
        chosen.Settings.Networks.Should().BeSameAs(own, "what the user chose beats the preset in any order");
    }

    [Fact]
    public void What_no_preset_names_is_the_non_saturating_game_of_DCGANs()
    {
        using var trainer = Tiny.Builder().WithLoss(new HingeLoss()).Build();
        trainer.Settings.CriticSteps.Should().Be(1);
        trainer.Settings.DiscriminatorOptimizer.Should().Be(new AdamOptions(2e-4, 0.5, 0.999));
        using var bare = new GanBuilder().WithTraining(new TrainingOptions { Steps = 1, BatchSize = 8 }).Build();
        bare.Settings.Networks.Should().Be(new DcganOptions());
        bare.Settings.Loss.Should().Be(new NonSaturatingLoss());
    }

    [Fact]
    public void Vanilla_has_the_saturating_loss_on_request()
    {
        using var trainer = Tiny.Builder().WithVanilla(saturating: true).Build();
        trainer.Settings.Loss.Should().BeOfType<MinimaxLoss>();
    }

    [Fact]
    public void Left_out_data_are_the_embedded_digits()
    {
        using var trainer = new GanBuilder().WithDcgan(new DcganOptions { FeatureMaps = 2 }).Build();
        trainer.Settings.DataCount.Should().Be(10_000);
        trainer.Settings.SampleShape.Should().Equal(1, 28, 28);
    }

    /// <summary>In the networks' factories, in Build's trial and in the steps.</summary>
    [KernelsTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_switch_of_the_kernels_holds_wherever_the_training_computes(bool enabled)
    {
        var seen = new HashSet<bool>();
        var loss = new Watch(seen);
        var mlp = new MlpOptions { GeneratorWidths = [8], DiscriminatorWidths = [8] };
        var factories = new HashSet<bool>();
        T Made<T>(T network)
        {
            factories.Add(LayerKernels.Current is not null);
            return network;
        }
        var builder = Tiny.Builder()
            .WithLoss(loss)
            .WithKernels(enabled)
            .WithNetworks(spec => Made(mlp.Generator(spec)), spec => Made(mlp.Discriminator(spec)));

        using var trainer = builder.Build();
        factories.Should().Equal(enabled);
        seen.Should().Equal([enabled], "Build tries the loss");
        seen.Clear();
        trainer.Steps().ToList().Should().NotBeEmpty();
        seen.Should().Equal(enabled);
        LayerKernels.Current.Should().NotBeNull("the thread is left as it was");
        trainer.Settings.Describe()["kernels"].Should().Be(enabled ? "on" : "off");
    }

    private sealed record Watch(HashSet<bool> Seen) : IGanLoss
    {
        public Tensor Discriminator(Tensor real, Tensor fake)
        {
            Seen.Add(LayerKernels.Current is not null);
            return fake.mean() - real.mean();
        }

        public Tensor Generator(Tensor fake, Func<Tensor> real)
        {
            Seen.Add(LayerKernels.Current is not null);
            return -fake.mean();
        }
    }

    [Fact]
    public void Null_arguments_are_named()
    {
        new Action(() => new GanBuilder().WithData(null!))
            .Should()
            .Throw<ArgumentNullException>()
            .WithParameterName("data");
        new Action(() => new GanBuilder().WithLoss(null!))
            .Should()
            .Throw<ArgumentNullException>()
            .WithParameterName("loss");
        new Action(() => new GanBuilder().WithConditioning(null!))
            .Should()
            .Throw<ArgumentNullException>()
            .WithParameterName("conditioning");
        new Action(() => new GanBuilder().WithNetworks(null!, null!))
            .Should()
            .Throw<ArgumentNullException>()
            .WithParameterName("generator");
    }
}
