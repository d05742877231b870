using Gan.Data;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests;

public class InceptionScoreTests
{
    [Fact]
    public void Uniform_probabilities_score_one()
    {
        using var p = full(new long[] { 40, 10 }, 0.1, dtype: ScalarType.Float64);
        InceptionScore.Compute(p).Mean.Should().BeApproximately(1, 1e-12);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(25)]
    public void Balanced_certain_classes_score_their_number(int classes)
    {
        using var p = eye(classes, dtype: ScalarType.Float64).repeat(4, 1);
        InceptionScore.Compute(p).Mean.Should().BeApproximately(classes, 1e-10);
    }

    [Fact]
    public void One_certain_class_alone_scores_one()
    {
        using var p = eye(10)[1].repeat(30, 1);
        InceptionScore.Compute(p).Mean.Should().BeApproximately(1, 1e-12);
    }

    [Fact]
    public void Two_classes_in_unequal_parts_score_the_exponential_of_their_entropy()
    {
        using var p = cat([
            eye(2, dtype: ScalarType.Float64)[0].repeat(3, 1),
            eye(2, dtype: ScalarType.Float64)[1].repeat(1, 1),
        ]);
        InceptionScore
            .Compute(p)
            .Mean.Should()
            .BeApproximately(Math.Exp(-(0.75 * Math.Log(0.75)) - (0.25 * Math.Log(0.25))), 1e-12);
    }

    [Fact]
    public void NumPy_finds_the_same_score() // Fixtures/make.py
    {
        using var p = Fixture.Probabilities();
        InceptionScore.Compute(p).Mean.Should().BeApproximately(4.280252495402642, 1e-12);
    }

    [Fact]
    public void Splits_are_scored_alone_and_averaged()
    {
        using var _ = NewDisposeScope();
        var p = Fixture.Probabilities();
        var mixed = p.index_select(0, Shuffle.Order(50, 9, 0));
        double[] alone =
        [
            .. new[] { (0, 16), (16, 17), (33, 17) }.Select(part =>
                InceptionScore.Compute(mixed.narrow(0, part.Item1, part.Item2)).Mean
            ),
        ];
        var score = InceptionScore.Compute(p, splits: 3, seed: 9);
        score.Mean.Should().BeApproximately(alone.Average(), 1e-12);
        score
            .StandardDeviation.Should()
            .BeApproximately(Math.Sqrt(alone.Average(a => Math.Pow(a - alone.Average(), 2))), 1e-12);
    }

    [Fact]
    public void Samples_sorted_by_class_are_mixed_before_they_are_split()
    {
        using var p = eye(10).repeat_interleave(100, 0);
        InceptionScore.Compute(p, splits: 10).Mean.Should().BeGreaterThan(9);
    }

    [Fact]
    public void A_single_precision_row_keeps_the_score_in_double_precision()
    {
        using var p = Fixture.Probabilities();
        using var single = p.to(ScalarType.Float32);
        InceptionScore.Compute(single).Mean.Should().BeApproximately(4.280252495402642, 1e-6);
    }

    [Fact]
    public void Logits_are_refused()
    {
        using var logits = tensor(new[] { 1.0, -2, 3, 4 }).reshape(2, 2);
        FluentActions
            .Invoking(() => InceptionScore.Compute(logits))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "Rows of probabilities must not be negative and must sum to 1, "
                    + "but the smallest entry is -2 and a sum is off by 6. Pass softmax outputs, not logits.*"
            );
    }

    [Fact]
    public void Values_that_are_no_numbers_are_refused()
    {
        using var p = full(new long[] { 3, 2 }, double.NaN);
        FluentActions
            .Invoking(() => InceptionScore.Compute(p))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*Pass softmax outputs*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(51)]
    public void More_splits_than_samples_are_refused(int splits)
    {
        using var p = Fixture.Probabilities();
        FluentActions
            .Invoking(() => InceptionScore.Compute(p, splits))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage($"splits must be from 1 to the 50 samples, but was {splits}.*");
    }

    [Fact]
    public void A_vector_is_refused_with_its_shape()
    {
        using var p = ones(10);
        FluentActions
            .Invoking(() => InceptionScore.Compute(p))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*but were given as [10].*");
    }
}
