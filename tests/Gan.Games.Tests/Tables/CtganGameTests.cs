using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

public sealed class CtganGameTests
{
    [Fact]
    public void The_cross_entropy_is_that_of_the_asked_column_alone()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(
            new[,]
            {
                { 1f, 2, 0, 5, -1 },
                { 0f, 0, 0, 3, 1 },
            }
        );
        var condition = tensor(
            new[,]
            {
                { 0f, 1, 0, 0, 0 },
                { 0f, 0, 0, 0, 1 },
            }
        );
        // Row 1 asks for the second of three, row 2 for the second of the other two.
        var first = -2 + Math.Log(Math.E + Math.Exp(2) + 1);
        var second = -1 + Math.Log(Math.Exp(3) + Math.E);
        CtganGame
            .CrossEntropy(logits, condition, [3, 2])
            .ToDouble()
            .Should()
            .BeApproximately((first + second) / 2, 1e-6);
    }

    [Fact]
    public void Each_step_reports_what_was_missed_beside_the_losses()
    {
        using var small = new SmallTable();
        using var trainer = SmallTable.Builder(small.Load(SmallTable.Mixed())).Build();
        var report = trainer.Steps().First();
        report.Values.Keys.Should().Contain(["loss/discriminator", "loss/generator", "missed/generator"]);
        report.Values["missed/generator"].Should().BePositive();
        trainer.Context.SamplesPerStep.Should().Be(40);
    }

    /// <summary>The penalty of a linear critic is known: the gradient of a pack's score is the pack's weights, whatever
    /// the rows.</summary>
    [Fact]
    public void The_penalty_is_of_a_pack_and_not_of_the_condition()
    {
        using var small = new SmallTable();
        using var trainer = SmallTable
            .Builder(small.Load(SmallTable.Mixed()))
            .WithNetworks(new CtganOptions { GeneratorWidths = [4], DiscriminatorWidths = [] })
            .With(gan => gan.WithPacking(10))
            .Build();
        var critic = trainer.Context.Discriminator;
        var rows = trainer.Trainer.Settings.SampleShape[0];
        var asked = trainer.Trainer.Settings.Condition.Width;
        using var weight = critic.parameters().First().clone();
        weight.shape.Should().Equal(1, 10 * (rows + asked));
        using var ofRows = weight.reshape(10, rows + asked).narrow(1, 0, rows);
        var norm = Math.Sqrt(ofRows.square().sum().ToDouble());
        var report = trainer.Steps().First();
        var penalty = 10 * (norm - 1) * (norm - 1);
        var adversarial = report.Values["score/fake"] - report.Values["score/real"];
        report.Values["loss/discriminator"].Should().BeApproximately(adversarial + penalty, 1e-4);
    }

    [Fact]
    public void A_condition_of_other_codes_is_refused()
    {
        using var small = new SmallTable();
        var table = small.Load(SmallTable.Mixed());
        using var data = table.ToSampledTable();
        var heads = TableHeads.Of(table.Encoding).Select(head => head with { Kind = CtganHeadKind.Code });
        var build = () =>
            new GanBuilder()
                .WithData(data)
                .WithNetworks(new CtganOptions { Heads = [.. heads] })
                .WithConditioning(new Losses.VectorConcatenation(data.Conditions.Size))
                .WithTraining(new TrainingOptions { Steps = 1, BatchSize = 10 })
                .WithGame(setup => new CtganGame(setup, table.Encoding))
                .Build();
        build
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*makes 0 numbers of codes that can be asked for, but conditions have 5*");
    }
}
