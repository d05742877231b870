using Gan.Data;
using Gan.Losses;

namespace Gan.Games.Tests;

public sealed class TableBuilderTests
{
    [Fact]
    public void Ctgan_is_the_papers_loss_packs_and_optimiser_for_three_hundred_epochs()
    {
        using var small = new SmallTable();
        var table = small.Load(SmallTable.Mixed(1040));
        using var trainer = new TableBuilder().WithTable(table).WithCtgan().Build();
        var settings = trainer.Trainer.Settings;
        settings.Loss.Should().Be(new WassersteinLoss());
        settings.Penalties.Single().Penalty.Should().Be(new GradientPenalty(10));
        settings.GeneratorOptimizer.Should().Be(new AdamOptions(2e-4, 0.5, 0.9));
        settings.DiscriminatorOptimizer.Should().Be(new AdamOptions(2e-4, 0.5, 0.9));
        (settings.PackSize, settings.CriticSteps).Should().Be((10, 1));
        (settings.Training.BatchSize, settings.Training.Steps).Should().Be((500, 600), "1040 rows are two batches");
        var networks = (CtganOptions)settings.Networks;
        networks.Should().Be(new CtganOptions { Heads = networks.Heads });
        settings.Conditioning.Should().Be(new VectorConcatenation(5));
    }

    [Theory]
    [InlineData(240, 240, 300)]
    [InlineData(57, 50, 300)]
    [InlineData(499, 490, 300)]
    public void A_small_table_has_smaller_batches_in_tens(int rows, int batch, long steps)
    {
        var training = new TableGanOptions().Training(rows);
        (training.BatchSize, training.Steps).Should().Be((batch, steps));
    }

    [Fact]
    public void A_resumed_training_is_the_straight_one_bit_for_bit()
    {
        using var small = new SmallTable();
        using var folder = new TemporaryFolder();
        var table = small.Load(SmallTable.Mixed());
        var stored = new CheckpointOptions(folder.Path) { Every = 2 };
        using var straight = SmallTable.Builder(table, steps: 5).Train();
        SmallTable.Builder(table, steps: 3).With(gan => gan.WithCheckpoints(stored)).Train().Dispose();
        using var resumed = SmallTable
            .Builder(table, steps: 5)
            .With(gan => gan.WithCheckpoints(stored with { Resume = true }))
            .Train();
        resumed.Step.Should().Be(5);
        foreach (var (one, other) in Weights(resumed).Zip(Weights(straight)))
        {
            one.Should().Equal(other);
        }
        resumed.Sample(50, seed: 2).Should().BeEquivalentTo(straight.Sample(50, seed: 2));

        const string Average = "average.safetensors";
        using var loaded = TrainedTable.Load(
            Directory.GetFiles(folder.Path, Average, SearchOption.AllDirectories).Order().Last()
        );
        loaded.Columns.Should().Equal("kind", "price", "colour", "age");
        var different = () =>
            SmallTable
                .Builder(table, steps: 5)
                .WithOptions(new TableGanOptions { Frequency = ConditionFrequency.True })
                .With(gan => gan.WithCheckpoints(stored with { Resume = true }))
                .Build();
        different.Should().Throw<CheckpointException>().WithMessage("*Frequency = Log*Frequency = True*");
    }

    private static IEnumerable<float[]> Weights(TrainedTable table) =>
        table.Gan.Generator.parameters().Select(weight => weight.data<float>().ToArray());

    [Fact]
    public void What_CTGAN_cannot_learn_from_is_refused_all_at_once()
    {
        using var small = new SmallTable();
        var table = small.Load(
            ["x,c,l", "1,a,u", "2,b,v"],
            new TableOptions { Scaling = NumericScaling.Standard, Columns = { ["l"] = ColumnKind.Label } }
        );
        var build = () =>
            new TableBuilder()
                .WithTable(table)
                .WithCtgan(epochs: 0)
                .WithOptions(new TableGanOptions { Epochs = 0, BatchSize = 15 })
                .Build();
        build
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage(
                "*Epochs must be at least 1*BatchSize must be a multiple of 10*'x' are scaled by their deviation*'c' "
                    + "are codes of -1 and 1*'l' is a label*Categorical*"
            );
        var none = () => new TableBuilder().WithCtgan().Build();
        none.Should().Throw<GanConfigurationException>().WithMessage("*there is none*WithTable*");
    }

    public static TheoryData<string, Func<GanBuilder, GanBuilder>> Parts =>
        new()
        {
            { "vanilla", gan => gan.WithVanilla() },
            { "lsgan", gan => gan.WithLsgan() },
            { "hinge, R1", gan => gan.WithHinge().AddPenalty(new R1Penalty(1)) },
            { "relativistic", gan => gan.WithRelativistic() },
            { "r3gan", gan => gan.WithR3gan() },
            { "dragan", gan => gan.WithDragan() },
            { "lecam", gan => gan.WithHinge().AddPenalty(new LeCamPenalty()) },
            { "latent consistency", gan => gan.WithHinge().AddPenalty(new LatentConsistency()) },
            { "no packs", gan => gan.WithWgangp().WithPacking(1) },
            { "critics side by side", gan => gan.WithHinge().WithPacking(1).WithDiscriminators(2) },
            { "mode seeking", gan => gan.WithWgangp().AddGeneratorPenalty(new ModeSeeking()) },
        };

    [Theory, MemberData(nameof(Parts))]
    public void It_trains_with_other_parts(string part, Func<GanBuilder, GanBuilder> change)
    {
        using var small = new SmallTable();
        using var gan = SmallTable.Builder(small.Load(SmallTable.Mixed()), steps: 2).With(change).Train();
        gan.Sample(20, seed: 1).Should().HaveCount(20, "it was trained with {0}", part);
    }

    [Fact]
    public void A_table_of_numbers_alone_needs_no_conditions()
    {
        using var small = new SmallTable();
        var table = small.Load(["x,y", .. Enumerable.Range(0, 40).Select(i => $"{i},{i * i}")]);
        using var gan = SmallTable.Builder(table).Train();
        gan.Gan.Condition.Should().Be(ConditionSpec.None);
        gan.Sample(7).Should().HaveCount(7);
    }
}
