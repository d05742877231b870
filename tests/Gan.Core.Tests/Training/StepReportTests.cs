using Gan.Data;
using Gan.Tests.Game;
using static TorchSharp.torch;

namespace Gan.Tests.Training;

public sealed class StepReportTests
{
    [Fact]
    public void The_classic_values_have_names_of_their_own()
    {
        using var trainer = Tiny.Builder().WithWgan().Build();
        var report = trainer.Steps().First();
        report.DiscriminatorLoss.Should().Be(report.Values["loss/discriminator"]);
        report.GeneratorLoss.Should().Be(report.Values["loss/generator"]);
        report.RealScore.Should().Be(report.Values["score/real"]);
        report.FakeScore.Should().Be(report.Values["score/fake"]);
        report.WassersteinEstimate.Should().BeApproximately(report.RealScore - report.FakeScore, 1e-5);
        report.Values.Keys.Take(2).Should().Equal("loss/discriminator", "loss/generator");
        (report.Step, report.Steps).Should().Be((1L, 3L));
        report.Duration.Should().BePositive().And.BeGreaterThanOrEqualTo(report.DataWait);
    }

    [Fact]
    public void What_another_game_does_not_report_is_no_number()
    {
        using var data = GaussianMixture.Ring(count: 50);
        using var trainer = AnyGame
            .Of(data, (turn, line) => turn.Update(line, part => AnyGame.Mean(line, part)))
            .Build();
        var report = trainer.Steps().First();
        new[] { report.DiscriminatorLoss, report.GeneratorLoss, report.RealScore, report.FakeScore }
            .Should()
            .OnlyContain(value => double.IsNaN(value));
        report.WassersteinEstimate.Should().BeNull();
        report.Values.Keys.Should().Equal("loss/line");
    }
}
