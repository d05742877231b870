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
