using Gan.Losses;
using Gan.Tool.Configuration;
using Gan.Tool.Data;
using Gan.Tool.Training;

namespace Gan.Tool.Tests.Configuration;

public sealed class LossNamesTests
{
    [Theory]
    [InlineData("wgangp", typeof(WassersteinLoss), "GradientPenalty")]
    [InlineData("wganlp", typeof(WassersteinLoss), "OneSidedGradientPenalty")]
    [InlineData("wgan", typeof(WassersteinLoss), null)]
    [InlineData("wgandiv", typeof(WassersteinLoss), "WganDivPenalty")]
    [InlineData("lsgan-chi2", typeof(LeastSquaresLoss), null)]
    [InlineData("hinge", typeof(HingeLoss), null)]
    [InlineData("r3gan", typeof(RelativisticPairedLoss), "R1Penalty")]
    [InlineData("dragan", typeof(NonSaturatingLoss), "DraganPenalty")]
    [InlineData("vanilla", typeof(NonSaturatingLoss), null)]
    [InlineData("minimax", typeof(MinimaxLoss), null)]
    [InlineData("relativistic", typeof(RelativisticAverageLoss), null)]
    [InlineData("relativistic-paired", typeof(RelativisticPairedLoss), null)]
    [InlineData("smoothing", typeof(LabelSmoothing), null)]
    [InlineData("flipping", typeof(LabelFlipping), null)]
    public void A_name_is_the_papers_loss_with_what_belongs_to_it(string name, Type loss, string? penalty)
    {
        using var data = DataSource.Open(new DataSettings { Source = "ring" });
        var settings = new RunSettings { Networks = MlpOptions.Small, Loss = (ILossChoice)LossNames.All[name] };
        using var learner = BuiltRun.Of(settings, data, gan => gan);
        var inForce = learner.Trainer.Settings;
        inForce.Loss.Should().BeOfType(loss);
        inForce.Penalties.Select(p => p.Penalty.GetType().Name).FirstOrDefault().Should().Be(penalty);
    }
}
