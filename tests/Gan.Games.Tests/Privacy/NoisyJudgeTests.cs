using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

/// <summary>What dropout draws must not tell which rows took part.</summary>
public sealed class NoisyJudgeTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly DiscriminatorNetwork network = new MlpOptions
    {
        DiscriminatorWidths = [16],
        Dropout = 0.5,
    }.Discriminator(new([4], 2));
    private readonly IDataset rows = ArrayDataset.Table(new float[40], 4);

    private NoisyJudge Judge() => new(network, new NonSaturatingLoss(), rows, new Accountant(1, 1), clipNorm: 1);

    /// <summary>Dropout draws once where rows took part, and not at all where none did.</summary>
    [Fact]
    public void What_is_drawn_for_generated_rows_does_not_follow_the_real_ones()
    {
        var fake = ones(6, 4);
        var (objective, scores) = Played(draws: 0);
        var (other, others) = Played(draws: 3);
        others.Equals(scores).Should().BeTrue();
        other.ToDouble().Should().Be(objective.ToDouble());

        (Tensor Objective, Tensor Scores) Played(int draws)
        {
            using var stream = new Generator(1);
            using var _ = LayerStream.Use(stream);
            return Judge().Objective(fake, () => Rows(draws));
        }

        IReadOnlyList<Tensor> Rows(int draws)
        {
            for (var i = 0; i < draws; i++)
            {
                rand(1, generator: LayerStream.Current).Dispose();
            }
            return [.. new SampleGradients(network).Weights.Select(weight => zeros_like(weight))];
        }
    }

    /// <summary>A row that takes part moves the others to other masks: who can draw the masks again sees it, whatever
    /// the noise.</summary>
    [Fact]
    public void Masks_of_real_rows_come_from_the_key_and_not_from_the_trainings_seed()
    {
        var one = Drawn(key: 1, seed: 1);
        Drawn(key: 1, seed: 2).Should().Be(one);
        Drawn(key: 2, seed: 1).Should().NotBe(one);

        double Drawn(ulong key, ulong seed)
        {
            using var stream = new Generator(seed);
            using var _ = LayerStream.Use(stream);
            using var secret = new SecretStream(SecretStream.Key(key), update: 3);
            var drawn = 0.0;
            var sum = new NoisySum([], new Accountant(1, 1), clipNorm: 1);
            sum.Of(secret, rows, CPU, _ => Draw());
            return drawn;

            IReadOnlyList<Tensor> Draw()
            {
                drawn = rand(1, dtype: ScalarType.Float64, generator: LayerStream.Current).item<double>();
                return [];
            }
        }
    }

    public void Dispose()
    {
        network.Dispose();
        rows.Dispose();
        scope.Dispose();
    }
}
