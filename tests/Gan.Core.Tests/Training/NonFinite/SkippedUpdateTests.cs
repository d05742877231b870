using Gan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Tests.Training.NonFinite;

/// <summary>What an update that is left out takes with it, and what it does not.</summary>
public sealed class SkippedUpdateTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-skips").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static GanBuilder Builder(TrainingOptions training) =>
        Tiny.Builder()
            .WithMlp(
                new MlpOptions
                {
                    LatentSize = 4,
                    GeneratorWidths = [8],
                    DiscriminatorWidths = [8],
                    Dropout = 0,
                }
            )
            .WithOptimizers(new Plain(0.1))
            .WithTraining(training)
            .WithNumberGuard(new(NumberPolicy.Skip));

    private sealed record Plain(double Rate) : OptimizerOptions(Rate)
    {
        public override bool HasMomentum => false;

        public override optim.Optimizer Create(IEnumerable<Parameter> parameters) =>
            optim.SGD(parameters, LearningRate);
    }

    /// <summary>The vanilla loss, no number in one call of either kind (from 1). Trials, which are of two samples or in
    /// double precision, do not count.</summary>
    private sealed class Spoilt(int discriminator, int generator = 0) : IGanLoss
    {
        private readonly NonSaturatingLoss loss = new();
        private int judged;
        private int made;

        private static bool Counts(Tensor scores) => scores.shape[0] > 2 && scores.dtype == ScalarType.Float32;

        public Tensor Discriminator(Tensor real, Tensor fake) =>
            loss.Discriminator(real, fake) * (Counts(real) && ++judged == discriminator ? float.NaN : 1);

        public Tensor Generator(Tensor fake, Func<Tensor> real) =>
            loss.Generator(fake, real) * (Counts(fake) && ++made == generator ? float.NaN : 1);
    }

    private sealed record Counting : IPenalty
    {
        public Tensor Penalty(PenaltyContext context)
        {
            context.Memory.Remember("updates", context.Memory.Recall("updates") is { } before ? before + 1 : ones(1));
            return context.RealScores.sum() * 0;
        }
    }

    [Theory]
    [InlineData(2, 0, 2)]
    [InlineData(0, 1, 3)]
    public void What_other_updates_of_the_same_step_remembered_stays(int discriminator, int generator, float remembered)
    {
        Builder(
                new()
                {
                    Steps = 1,
                    BatchSize = 8,
                    CriticSteps = 3,
                }
            )
            .WithLoss(new Spoilt(discriminator, generator))
            .AddPenalty(new Counting())
            .WithCheckpoints(new(folder) { Every = 1 })
            .Train()
            .Dispose();
        using var scope = NewDisposeScope();
        Safetensors
            .Load(Path.Combine(folder, "step-00000001", "memory.safetensors"))
            .Tensors["discriminator.0.Counting/updates"]
            .ToSingle()
            .Should()
            .Be(remembered);
    }

    private static List<Tensor> Trained(int? part, int spoilt, List<double>? losses = null)
    {
        using var trainer = Builder(
                new()
                {
                    Steps = 4,
                    BatchSize = 8,
                    CriticSteps = 1,
                    MicroBatch = part,
                }
            )
            .WithLoss(new Spoilt(spoilt))
            .Build();
        foreach (var report in trainer.Steps())
        {
            losses?.Add(report.DiscriminatorLoss);
        }
        return
        [
            .. trainer
                .Context.Generator.parameters()
                .Concat(trainer.Context.Discriminator.parameters())
                .Select(p => p.detach().clone()),
        ];
    }

    /// <summary>Gradients of the parts before the bad one would show in the weights of this update or of the
    /// next.</summary>
    [Theory]
    [InlineData(3)] // the first part of the second step
    [InlineData(4)] // the last one
    public void A_part_that_is_no_number_leaves_the_whole_update_out_and_nothing_of_it_behind(int spoilt)
    {
        using var scope = NewDisposeScope();
        var losses = new List<double>();
        var whole = Trained(null, 2);
        var parts = Trained(4, spoilt, losses);
        var without = Trained(null, 0);
        losses.Select(double.IsNaN).Should().Equal(false, true, false, false);
        Distance(whole, parts).Should().BeLessThan(1e-6);
        Distance(whole, without).Should().BeGreaterThan(1e-3, "an update of this rate shows");
    }

    private static double Distance(List<Tensor> one, List<Tensor> other) =>
        one.Zip(other, (a, b) => (a - b).abs().max().ToDouble()).Max();
}
