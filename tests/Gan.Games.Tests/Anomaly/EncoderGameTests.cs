using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

public sealed class EncoderGameTests
{
    private const long Size = 6;
    private const long LatentSize = 2;

    private static readonly NetworkPlan Plan = new()
    {
        Family = new MlpOptions
        {
            LatentSize = LatentSize,
            GeneratorWidths = [],
            DiscriminatorWidths = [],
            Dropout = 0,
        },
        SampleShape = [Size],
    };

    [Theory, InlineData(0.0), InlineData(1.0)]
    public void Of_a_linear_generator_with_orthonormal_columns_the_encoder_becomes_its_transpose(double weight)
    {
        using var basis = linalg.qr(Noise(Size, LatentSize, seed: 1)).Q;
        using var gan = Linear(basis);
        using var judge = Judge();
        using var noise = Noise(512, Size, seed: 2);
        using var data = ArrayDataset.Table(noise.data<float>().ToArray(), (int)Size, name: "noise");
        using var trainer = new AnomalyBuilder()
            .WithData(data)
            .WithOptions(
                new EncoderOptions
                {
                    Encoder = new MlpEncoder { Widths = [] },
                    FeatureWeight = weight,
                }
            )
            .WithEncoder(encoder =>
                encoder
                    .WithOptimizers(new AdamOptions(0.02, 0.9, 0.999) { Schedule = new LinearDecay() })
                    .WithTraining(
                        new TrainingOptions
                        {
                            Steps = 600,
                            BatchSize = 256,
                            MovingAverageDecay = 0,
                        }
                    )
            )
            .BuildEncoder(gan, judge);
        using var detector = trainer.Train();
        var learnt = trainer.Context.Players.Single().Network.parameters().Single(p => p.dim() == 2);
        (learnt - basis.T).abs().max().ToDouble().Should().BeLessThan(0.01);
        using var rows = Noise(50, Size, seed: 3);
        using var left = rows - rows.matmul(basis).matmul(basis.T); // the way to the subspace
        using var expected = left.square().sum(1) / Size * (1 + weight);
        (detector.Score(rows) - expected).abs().max().ToDouble().Should().BeLessThan(0.01);
    }

    [Fact]
    public void Generator_and_discriminator_stay_as_they_are()
    {
        using var basis = Noise(Size, LatentSize, seed: 1);
        using var gan = Linear(basis);
        using var judge = Judge();
        using var data = Table();
        using var trainer = Builder(data, steps: 3).BuildEncoder(gan, judge);
        using var detector = trainer.Train();
        trainer.Context.Players.Should().ContainSingle().Which.Name.Should().Be("encoder");
        using var search = AnomalyDetector.AnoGan(gan, judge, new LatentSearch { Steps = 1 });
        using var folder = new TemporaryFolder();
        detector.Save(folder["encoder"]);
        search.Save(folder["search"]);
        var after = Safetensors.Load(folder["encoder"]).Tensors;
        foreach (var (name, before) in Safetensors.Load(folder["search"]).Tensors)
        {
            after[name].Equals(before).Should().BeTrue();
        }
        gan.Generator.parameters().Should().OnlyContain(weight => weight.requires_grad);
    }

    [Fact]
    public void It_reports_both_terms_and_its_objective_is_their_weighted_sum()
    {
        using var gan = Linear(Noise(Size, LatentSize, seed: 1));
        using var judge = Judge();
        using var data = Table();
        using var trainer = Builder(data, steps: 1, weight: 3).BuildEncoder(gan, judge);
        var values = trainer.Steps().Single().Values;
        values["loss/encoder"]
            .Should()
            .BeApproximately(values["residual/encoder"] + (3 * values["features/encoder"]), 1e-5);
        trainer.Context.AdversarialLoss.Should().BeNull();
    }

    [Fact]
    public void A_batch_in_parts_learns_what_the_whole_learns()
    {
        using var gan = Linear(Noise(Size, LatentSize, seed: 1));
        using var judge = Judge();
        using var data = Table();
        using var whole = Builder(data, steps: 3).BuildEncoder(gan, judge).Train();
        using var parts = Builder(data, steps: 3)
            .WithEncoder(e =>
                e.WithTraining(
                    new TrainingOptions
                    {
                        Steps = 3,
                        BatchSize = 4,
                        MicroBatch = 2,
                    }
                )
            )
            .BuildEncoder(gan, judge)
            .Train();
        using var rows = Noise(9, Size, seed: 5);
        whole.Score(rows).allclose(parts.Score(rows), rtol: 1e-4).Should().BeTrue();
    }

    [Fact]
    public void What_it_does_not_read_and_what_does_not_fit_is_refused()
    {
        using var gan = Linear(Noise(Size, LatentSize, seed: 1));
        using var judge = Judge();
        using var data = Table();
        var unread = () =>
            Builder(data, steps: 1)
                .WithEncoder(e => e.AddPenalty(new Losses.R1Penalty(1)).AddAugmentation(new Losses.InstanceNoise(0.1)))
                .BuildEncoder(gan, judge);
        unread.Should().Throw<GanConfigurationException>().WithMessage("*No discriminator*R1Penalty, InstanceNoise*");
        using var narrow = Rows.NearLine(8);
        var shape = () => Builder(narrow, steps: 1, weight: -1).BuildEncoder(gan, judge);
        shape
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage(
                "*FeatureWeight must be at least 0*makes samples [6], but the data have [4]*judges samples [6]*"
            );
    }

    private static AnomalyBuilder Builder(IDataset data, long steps, double weight = 1) =>
        new AnomalyBuilder()
            .WithData(data)
            .WithOptions(new EncoderOptions { FeatureWeight = weight })
            .WithEncoder(e => e.WithTraining(new TrainingOptions { Steps = steps, BatchSize = 4 }));

    private static ArrayDataset Table()
    {
        using var noise = Noise(32, Size, seed: 2);
        return ArrayDataset.Table(noise.data<float>().ToArray(), (int)Size, name: "noise");
    }

    private static TrainedGan Linear(Tensor basis)
    {
        using var network = Plan.MakeGenerator();
        using (no_grad())
        {
            foreach (var parameter in network.parameters())
            {
                parameter.zero_();
            }
            network.parameters().Single(parameter => parameter.dim() == 2).copy_(basis);
        }
        return TrainedGan.Of(network, Plan, "noise", step: 1);
    }

    private static TrainedDiscriminator Judge()
    {
        using var network = Plan.MakeDiscriminator();
        return TrainedDiscriminator.Of(network, Plan, "noise", step: 1);
    }

    private static Tensor Noise(long rows, long columns, ulong seed)
    {
        using var stream = new Generator(seed);
        return randn([rows, columns], generator: stream);
    }
}
