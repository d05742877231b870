using Gan.Data;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Classifier;

public class ImageClassifierTests(TrainedOnDigits trained, ITestOutputHelper output) : IClassFixture<TrainedOnDigits>
{
    [Fact]
    public void It_reads_98_of_100_digits_that_it_has_never_seen()
    {
        var accuracy = trained.Classifier.Accuracy(trained.Digits, 9000..);
        output.WriteLine(
            FormattableString.Invariant($"held-out accuracy {accuracy:0.0000} after {trained.Time.TotalSeconds:0.0} s")
        );
        accuracy.Should().BeGreaterThanOrEqualTo(0.98);
    }

    [Fact]
    public void Real_digits_score_above_nine_and_fall_into_all_classes()
    {
        using var _ = NewDisposeScope();
        var p = trained.Classifier.Probabilities(trained.Digits.Read(arange(9000, 10000), CPU).Samples);
        InceptionScore.Compute(p).Mean.Should().BeInRange(9, 10);
        ClassHistogram.Of(p).Smallest.Should().BeGreaterThan(0.07);
    }

    [Fact]
    public void Noise_scores_far_below_digits()
    {
        using var _ = NewDisposeScope();
        using var random = new Generator(1);
        var p = trained.Classifier.Probabilities(rand([500, 1, 28, 28], generator: random) * 2 - 1);
        InceptionScore.Compute(p).Mean.Should().BeLessThan(3);
    }

    [Fact]
    public void Probabilities_are_distributions_in_double_precision()
    {
        using var _ = NewDisposeScope();
        // more than one batch of evaluation
        var p = trained.Classifier.Probabilities(trained.Digits.Read(arange(0, 700), CPU).Samples);
        p.shape.Should().Equal(700, 10);
        p.dtype.Should().Be(ScalarType.Float64);
        (p.sum(1) - 1).abs().max().ToDouble().Should().BeLessThan(1e-12);
    }

    [Fact]
    public void Judging_leaves_no_tensor_behind_but_its_answer()
    {
        using var scope = NewDisposeScope();
        trained.Classifier.Probabilities(zeros(3, 1, 28, 28));
        scope.DisposablesCount.Should().Be(2);
        trained.Classifier.training.Should().BeFalse();
    }

    [Fact]
    public void Images_of_another_shape_are_an_error_that_names_both()
    {
        using var images = zeros(4, 1, 32, 32);
        FluentActions
            .Invoking(() => trained.Classifier.Probabilities(images))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The classifier reads images [N, 1, 28, 28], but was given [4, 1, 32, 32].*");
    }
}
