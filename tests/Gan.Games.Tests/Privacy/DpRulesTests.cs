using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

/// <summary>What cannot keep an (ε, δ) is refused by Build, each with a sentence and a remedy.</summary>
public sealed class DpRulesTests : IDisposable
{
    private static readonly DifferentialPrivacy Budget = new(3, 1e-4) { NoiseMultiplier = 2 };

    private readonly SmallTable small = new();

    public static TheoryData<string, Func<GanBuilder, GanBuilder>> Choices =>
        new()
        {
            { "*GradientPenalty takes the gradient of a gradient*", gan => gan.AddPenalty(new GradientPenalty(10)) },
            { "*R1Penalty takes the gradient of a gradient*", gan => gan.AddPenalty(new R1Penalty(1)) },
            { "*DriftPenalty adds to the discriminator's objective*", gan => gan.AddPenalty(new DriftPenalty()) },
            { "*FeatureMatching may show the generator*", gan => gan.AddGeneratorPenalty(new FeatureMatching()) },
            { "*Packs of 10 rows are judged together*WithPacking(1)*", gan => gan.WithPacking(10) },
            { "*Each of several discriminators*", gan => gan.WithDiscriminators(2) },
            { "*RelativisticAverageLoss compares the scores*", gan => gan.WithLoss(new RelativisticAverageLoss()) },
            {
                "*warm-up*",
                gan =>
                    gan.WithTraining(
                        new TrainingOptions
                        {
                            Steps = 3,
                            BatchSize = 40,
                            DiscriminatorWarmUp = 2,
                        }
                    )
            },
            {
                "*MicroBatch would split*",
                gan =>
                    gan.WithTraining(
                        new TrainingOptions
                        {
                            Steps = 3,
                            BatchSize = 40,
                            MicroBatch = 20,
                        }
                    )
            },
            { "*A metric may compare with the rows*", gan => gan.AddMetric(new AnyMetric(), every: 1) },
        };

    [Theory]
    [MemberData(nameof(Choices))]
    public void What_mixes_or_shows_rows_is_refused(string sentence, Func<GanBuilder, GanBuilder> choose)
    {
        var table = small.Load(SmallTable.Mixed(), StatedTable.Options);
        var build = () => StatedTable.Builder(table, Budget).With(choose).Build();
        build.Should().Throw<GanConfigurationException>().WithMessage(sentence);
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    public void A_number_out_of_range_is_one_problem(double number)
    {
        new DifferentialPrivacy(number, 1e-5).Problems().Should().ContainSingle();
        (Budget with { ClipNorm = number }).Problems().Should().ContainSingle();
        (Budget with { NoiseMultiplier = number }).Problems().Should().ContainSingle();
    }

    /// <summary>Its trial would learn from the rows, and with a stated noise end in the middle of it.</summary>
    [Fact]
    public void A_length_in_minutes_is_refused()
    {
        var table = small.Load(SmallTable.Mixed(), StatedTable.Options);
        var build = () =>
            StatedTable
                .Builder(table, Budget)
                .With(gan => gan.WithTraining(new TrainingOptions { Minutes = 1, BatchSize = 40 }))
                .Build();
        build.Should().Throw<GanConfigurationException>().WithMessage("*timed by steps on the rows*Steps*");
    }

    [Fact]
    public void Ctgans_own_choices_are_refused_together()
    {
        var table = small.Load(SmallTable.Mixed(), StatedTable.Options);
        var build = () => StatedTable.Builder(table, Budget).WithCtgan().Build();
        build
            .Should()
            .Throw<GanConfigurationException>()
            .Which.Details.Should()
            .HaveCount(2)
            .And.OnlyContain(problem => problem.Remedy!.Contains("WithCtgan"));
    }

    [Fact]
    public void Bounds_and_categories_that_were_read_from_the_cells_are_refused()
    {
        var table = small.Load(SmallTable.Mixed());
        var build = () => StatedTable.Builder(table, Budget).Build();
        build
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*categories of the column 'kind'*OneOf*bounds of the column 'price'*Number(least*")
            .Which.Details.Should()
            .HaveCount(4);
    }

    [Theory]
    [InlineData(0, 1e-4, "*Epsilon must be greater than 0*")]
    [InlineData(1, 0, "*Delta must be in (0, 1)*")]
    [InlineData(1, 0.01, "*A δ of 0.01 allows for a table of 240 rows*")]
    [InlineData(0.001, 1e-4, "*With a noise multiplier of 2 the first step spends more than ε = 0.001*")]
    [InlineData(double.NaN, 1e-4, "*Epsilon must be*")]
    public void A_budget_that_cannot_be_kept_is_refused(double epsilon, double delta, string sentence)
    {
        var table = small.Load(SmallTable.Mixed(), StatedTable.Options);
        var build = () => StatedTable.Builder(table, new(epsilon, delta) { NoiseMultiplier = 2 }).Build();
        build.Should().Throw<GanConfigurationException>().WithMessage(sentence);
    }

    public static TheoryData<string, Func<nn.Module<Tensor, Tensor>>> Networks =>
        new()
        {
            {
                "*has batch normalisation, so that a row changes the scores of all others*",
                () => nn.Sequential(nn.Linear(19, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Linear(4, 1))
            },
            {
                "*linear layers, but LayerNorm has weights too*",
                () => nn.Sequential(nn.Linear(19, 4), nn.LayerNorm([4]), nn.ReLU(), nn.Linear(4, 1))
            },
        };

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_discriminator_of_other_layers_is_refused(string sentence, Func<nn.Module<Tensor, Tensor>> make)
    {
        var table = small.Load(SmallTable.Mixed(), StatedTable.Options);
        var build = () =>
            new GanBuilder()
                .WithData(new HiddenRows(table))
                .WithNetworks(
                    spec => new MlpOptions().Generator(spec),
                    _ => DiscriminatorNetwork.Wrap(nn.Sequential(nn.Linear(table.Encoding.Width, 19), make()))
                )
                .WithTraining(new TrainingOptions { Steps = 1, BatchSize = 20 })
                .WithGame(setup => new DpTableGame(setup, table, Budget))
                .Build();
        build.Should().Throw<GanConfigurationException>().WithMessage(sentence);
    }

    public static TheoryData<IGanLoss> Means =>
        [new NonSaturatingLoss(), new LeastSquaresLoss(), new HingeLoss(), new MinimaxLoss()];

    [Theory]
    [MemberData(nameof(Means))]
    public void Losses_that_are_means_over_samples_are_taken(IGanLoss loss)
    {
        var table = small.Load(SmallTable.Mixed(), StatedTable.Options);
        var train = () => StatedTable.Builder(table, Budget).With(gan => gan.WithLoss(loss)).Train().Dispose();
        train.Should().NotThrow();
    }

    [Fact]
    public void Nobody_who_looks_on_reads_a_row()
    {
        var table = small.Load(SmallTable.Mixed(), StatedTable.Options);
        using var trainer = StatedTable.Builder(table, Budget).Build();
        var data = trainer.Context.Data;
        data.Count.Should().Be(240);
        using var indices = arange(3, dtype: ScalarType.Int64);
        var read = () => data.Read(indices, CPU);
        read.Should().Throw<InvalidOperationException>().WithMessage("*are not shown*");
        using var batch = data.Read(indices, CPU, new BatchPlace(1, 2, 3));
        batch.Samples.count_nonzero().item<long>().Should().Be(0);
    }

    private sealed class AnyMetric : IGanMetric
    {
        public string Name => "any";

        public double Measure(TrainingContext context) => 0;
    }

    public void Dispose() => small.Dispose();
}
