using Gan.Data;
using Gan.Losses;
using Gan.Tool.Configuration;
using Gan.Tool.Data;
using Gan.Tool.Training;
using static TorchSharp.torch;

namespace Gan.Tool.Tests.Training;

public sealed class BuiltRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_setting_is_in_force()
    {
        using var data = DataSource.Open(new DataSettings { Source = "ring" });
        var settings = new RunSettings
        {
            Networks = MlpOptions.Small,
            Loss = new LossNames.Vanilla(),
            Conditioning = new LabelConcatenation(),
            Penalties = [new ScheduledPenalty(new R1Penalty(3), 4)],
            GeneratorPenalties = [new ScheduledGeneratorPenalty(new ModeSeeking())],
            Augmentation = [new InstanceNoise(0.2)],
            Optimizer = new AdamOptions(1e-3),
            DiscriminatorOptimizer = new RmsPropOptions(1e-4),
            Training = new TrainingOptions
            {
                Steps = 7,
                BatchSize = 6,
                Seed = 5,
            },
            Stopping = [new PlateauStopping()],
            Packing = 2,
            Kernels = false,
        };
        using var learner = BuiltRun.Of(settings, data, gan => gan);
        var inForce = learner.Trainer.Settings;
        inForce.Conditioning.Should().Be(settings.Conditioning);
        inForce.Penalties.Should().Equal(settings.Penalties);
        inForce.GeneratorPenalties.Should().Equal(settings.GeneratorPenalties);
        inForce.Augmentations.Should().Equal(settings.Augmentation);
        inForce.GeneratorOptimizer.Should().Be(settings.Optimizer);
        inForce.DiscriminatorOptimizer.Should().Be(settings.DiscriminatorOptimizer);
        inForce.Training.Steps.Should().Be(7);
        inForce.Training.Seed.Should().Be(5);
        inForce.Stopping.Should().Equal(settings.Stopping);
        inForce.PackSize.Should().Be(2);
        inForce.Kernels.Should().BeFalse();
    }

    [Theory]
    [InlineData("dcgan", "HingeLoss")]
    [InlineData("resnet", "HingeLoss")]
    [InlineData("stylegan2", "NonSaturatingLoss")]
    [InlineData("biggan", "HingeLoss")]
    [InlineData("r3gan", "RelativisticPairedLoss")]
    [InlineData("progan", "WassersteinLoss")]
    [InlineData("msggan", "WassersteinLoss")]
    [InlineData("fastgan", "HingeLoss")]
    public void A_family_brings_its_papers_loss_and_the_others_have_the_recommended_one(string name, string loss)
    {
        using (var values = rand(8, 3, 32, 32))
        {
            NpyFile.Write(folder["a.npy"], values);
        }
        using var data = DataSource.Open(new DataSettings { Source = folder["a.npy"] });
        var settings = new RunSettings
        {
            Networks = (INetworkFamily)NetworkNames.All[name],
            Training = new TrainingOptions { Steps = 1, BatchSize = 4 },
        };
        using var learner = BuiltRun.Of(settings, data, gan => gan);
        learner.Trainer.Settings.Networks.Should().Be(settings.Networks);
        learner.Trainer.Settings.Loss.GetType().Name.Should().Be(loss);
    }

    [Fact]
    public void A_tables_networks_are_its_own()
    {
        var table = folder.Write(
            "t.csv",
            "a,b\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i},x{i % 3}\n"))
        );
        using var data = DataSource.Open(new DataSettings { Source = table });
        var build = () => BuiltRun.Of(new RunSettings { Networks = MlpOptions.Small }, data, gan => gan);
        build.Should().Throw<ToolException>().WithMessage("*CTGAN*Leave out --network*");
        using var learner = BuiltRun.Of(new RunSettings { Data = new() { Epochs = 2 } }, data, gan => gan);
        learner.Trainer.Settings.Training.BatchSize.Should().Be(30);
        learner.Trainer.Settings.Training.Steps.Should().Be(2);
    }
}
