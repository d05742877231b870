using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

public sealed class DpTableGameTests : IDisposable
{
    private static readonly DifferentialPrivacy Budget = new(3, 1e-4) { Seed = 5 };

    private readonly SmallTable small = new();

    private CsvTable Table() => small.Load(SmallTable.Mixed(), StatedTable.Options);

    [Fact]
    public void A_training_ends_within_its_budget_and_the_file_says_what_was_spent()
    {
        using var trained = StatedTable.Builder(Table(), Budget, steps: 20).Train();
        var spent = trained.Privacy!;
        spent.Epsilon.Should().BeInRange(2.9, 3);
        (spent.Delta, spent.Updates, spent.SamplingRate).Should().Be((1e-4, 20, 40 / 240.0));
        new Accountant(spent.SamplingRate, spent.NoiseMultiplier)
            .Epsilon(20, 1e-4)
            .Should()
            .BeApproximately(spent.Epsilon, 1e-9);
        trained.Save(small["model.safetensors"]);
        using var loaded = TrainedTable.Load(small["model.safetensors"]);
        loaded.Privacy.Should().Be(spent);
        var rows = loaded.Sample(30, where: new TableCondition("kind", "some"), seed: 1);
        rows.Should().HaveCount(30).And.OnlyContain(row => row[0] == "some");
    }

    [Fact]
    public void It_stops_before_the_step_that_would_spend_more_and_says_so()
    {
        var noisy = Budget with { NoiseMultiplier = 1.5 };
        using var trainer = StatedTable.Builder(Table(), noisy, steps: 10_000).Build();
        var reports = trainer.Steps().ToList();
        var most = new Accountant(40 / 240.0, 1.5).Updates(3, 1e-4);
        reports.Should().HaveCount((int)most);
        reports[^1].Values["privacy/epsilon"].Should().BeInRange(2, 3);
        reports[^1].Values["privacy/next"].Should().BeGreaterThan(3);
        trainer.Context.EndReason.Should().Match("the next step would spend ε = 3.* of 3 at δ = 0.0001; ε = 2.*");
        using var trained = trainer.Snapshot();
        trained.Privacy!.Epsilon.Should().Be(reports[^1].Values["privacy/epsilon"]);
    }

    [Fact]
    public void A_resumed_training_is_the_straight_one_bit_for_bit_and_goes_on_spending()
    {
        var table = Table();
        using var folder = new TemporaryFolder();
        var noisy = Budget with { NoiseMultiplier = 2 };
        var stored = new CheckpointOptions(folder.Path) { Every = 2 };
        using var straight = StatedTable.Builder(table, noisy, steps: 5).Train();
        StatedTable.Builder(table, noisy).With(gan => gan.WithCheckpoints(stored)).Train().Dispose();
        // another seed: the key of the noise is that of the checkpoint
        using var resumed = StatedTable
            .Builder(table, noisy with { Seed = null }, steps: 5)
            .With(gan => gan.WithCheckpoints(stored with { Resume = true }))
            .Train();
        resumed.Privacy.Should().Be(straight.Privacy);
        foreach (var (one, other) in resumed.Gan.Generator.parameters().Zip(straight.Gan.Generator.parameters()))
        {
            one.bytes.SequenceEqual(other.bytes).Should().BeTrue();
        }
        var average = Directory
            .GetFiles(folder.Path, "average.safetensors", SearchOption.AllDirectories)
            .Order()
            .Last();
        using var loaded = TrainedTable.Load(average);
        loaded.Privacy.Should().Be(resumed.Privacy);
        var fitted = () =>
            StatedTable
                .Builder(table, Budget, steps: 7)
                .With(gan => gan.WithCheckpoints(stored with { Resume = true }))
                .Build();
        fitted.Should().Throw<CheckpointException>();
    }

    [Fact]
    public void Without_a_seed_no_two_trainings_have_the_same_noise()
    {
        var table = Table();
        using var one = StatedTable.Builder(table, Budget with { Seed = null }).Train();
        using var other = StatedTable.Builder(table, Budget with { Seed = null }).Train();
        one.Gan.Generator.parameters()
            .First()
            .bytes.ToArray()
            .Should()
            .NotEqual(other.Gan.Generator.parameters().First().bytes.ToArray());
    }

    /// <summary>With hardly any noise, all rows in each batch and no clipping, the step is that of plain gradients: the
    /// weights are those that autograd and the same optimiser give.</summary>
    [Fact]
    public void Without_noise_and_clipping_the_step_is_that_of_plain_gradients()
    {
        var table = Table();
        var open = new DifferentialPrivacy(1e300, 1e-4)
        {
            NoiseMultiplier = 1e-9,
            ClipNorm = 1e3,
            Seed = 1,
        };
        using var trainer = StatedTable
            .Builder(table, open)
            .WithNetworks(StatedTable.Networks with { Dropout = 0 })
            .With(gan =>
                gan.WithOptimizers(new RmsPropOptions(0.01))
                    .WithTraining(new TrainingOptions { Steps = 1, BatchSize = 240 })
            )
            .Build();
        using var scope = NewDisposeScope();
        var judge = trainer.Context.Discriminator;
        var before = judge.parameters().Select(weight => weight.detach().clone()).ToArray();
        using var data = table.ToDataset();
        var real = data.Read(arange(240, dtype: ScalarType.Int64), CPU).Samples;
        using var random = new Generator((ulong)RandomSeed.Of(trainer.Trainer.Settings.Training.Seed, 2, 1));
        var latents = randn([240, trainer.Trainer.Settings.LatentSize], generator: random);
        var fake = trainer.Context.Generator.call(latents, null).detach();
        var loss = new NonSaturatingLoss().Discriminator(judge.call(real, null), judge.call(fake, null));
        var plain = autograd.grad([loss], [.. judge.parameters()]);
        trainer.Steps().Single().Values.Should().NotContainKey("score/real");
        foreach (var (weight, i) in judge.parameters().Select((weight, i) => (weight, i)))
        {
            // RMSprop's first step is −rate · g / √(0.01 g²): ten rates against the sign of g.
            var clear = plain[i].abs() > 1e-4;
            var expected = -0.1 * plain[i].sign();
            (weight.detach() - before[i] - expected)[clear].abs().max().ToDouble().Should().BeLessThan(1e-3);
        }
    }

    public void Dispose() => small.Dispose();
}
